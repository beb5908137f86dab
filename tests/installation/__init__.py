"""What a person does who only has the wheel or a fresh clone."""
