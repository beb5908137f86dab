"""An officer takes in an application at the counter."""

from playwright.sync_api import Page


def take_in(page: Page, path: str, name: str) -> None:
    """An officer takes in an application; a paper is missing."""
    page.goto(path)
    page.locator("main [name='syarat_buku-nikah']").nth(1).check()
    page.get_by_label("Nama lengkap").fill(name)
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    page.get_by_role("button", name="Terima berkas dan buat nomor").click()
    page.wait_for_url("**/loket/diterima/")
