"""The first page before anything is loaded."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_home_page_of_an_empty_house_says_so(client: Client) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "Belum ada layanan yang diterbitkan" in page.content.decode()
