"""Between HTTP and the domain: pages of people, of the counter and of managers."""
