"""The pages of this app, the frame around every page, and the pages for errors."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from prima.ui import context


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_anybody_may_see_every_component(visitor: Client) -> None:
    answer = visitor.get("/ui/")

    assert answer.status_code == 200
    assert "<h1>Pola</h1>" in answer.text
    assert not answer.cookies
    assert "<script" not in answer.text


def test_the_staff_frame_has_menu_and_who_is_here(visitor: Client) -> None:
    answer = visitor.get("/ui/petugas/")

    assert "Bambang Suryadi · Penghulu" in answer.text
    assert answer.text.count('aria-current="page">Berkas saya<span>7</span>') == 2
    assert 'action="/keluar/"' not in answer.text


@pytest.mark.parametrize("path", ["/ui/", "/ui/petugas/"])
def test_pages_have_one_heading_and_no_inline_style_or_script(visitor: Client, path: str) -> None:
    text = visitor.get(path).text

    assert text.count("<h1") == 1
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


@pytest.mark.django_db
def test_the_language_is_kept_in_a_cookie_and_the_page_is_read_again(visitor: Client) -> None:
    answer = visitor.post("/bahasa/", {"language": "en", "next": "/ui/?page=2"})

    assert answer.status_code == 302
    assert answer["Location"] == "/ui/?page=2"
    assert '<html lang="en">' in visitor.get("/ui/").text


@pytest.mark.django_db
def test_the_language_switch_leads_to_no_other_site(visitor: Client) -> None:
    answer = visitor.post("/bahasa/", {"language": "en", "next": "https://jahat.example/"})

    assert answer["Location"] == "/"


def test_the_language_is_not_changed_by_a_link(visitor: Client) -> None:
    assert visitor.get("/bahasa/").status_code == 405


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "500"])
def test_pages_for_errors_need_nothing_and_say_what_to_do(name: str) -> None:
    drawn = render_to_string(f"{name}.html")

    assert "<h1>" in drawn
    assert 'class="button" href="/"' in drawn


def test_an_unknown_address_is_answered_with_words(visitor: Client) -> None:
    answer = visitor.get("/tidak-ada/")

    assert answer.status_code == 404
    assert "Halaman ini tidak ditemukan" in answer.text


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Layanan"),
        ("/layanan/wakaf/", "Layanan"),
        ("/lacak/", "Lacak"),
        ("/kinerja/", "Kinerja"),
    ],
)
def test_the_navigation_says_where_one_is(path: str, label: str) -> None:
    site = context.site(RequestFactory().get(path))["site"]

    assert [item.label for item in site.navigation if item.current] == [label]


def test_a_later_floor_says_whose_site_this_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_identity", context.default_identity)

    context.identify_by(lambda: context.Identity("Kemenag Tirtamulya", "Jalan Melati 12"))

    site = context.site(RequestFactory().get("/ui/"))["site"]
    assert (site.name, site.contact) == ("Kemenag Tirtamulya", "Jalan Melati 12")


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demonstration_says_so_on_every_page(
    visitor: Client, settings: Settings, is_demo: bool
) -> None:
    settings.PRIMA_DEMO = is_demo

    assert ("Ini peragaan" in visitor.get("/ui/").text) is is_demo
    assert ("Ini peragaan" in visitor.get("/ui/petugas/").text) is is_demo


def test_messages_are_notices_that_are_read_aloud() -> None:
    request = RequestFactory().get("/")
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, "Berkas selesai.")
    storage.add(messages.ERROR, "Berkas baru saja diubah.")

    drawn = render_to_string("ui/messages.html", {"messages": storage})

    assert 'role="status"' in drawn
    assert '<div class="notice notice--success"><p>Berkas selesai.</p>' in drawn
    assert '<div class="notice notice--danger"><p>Berkas baru saja diubah.</p>' in drawn


def test_the_title_says_when_something_must_be_repaired() -> None:
    request = RequestFactory().get("/")

    drawn = render_to_string("ui/base_public.html", {"has_errors": True}, request)

    assert "<title>Galat: " in drawn


def test_a_printed_page_names_its_paper() -> None:
    drawn = render_to_string("ui/base_print.html", {}, RequestFactory().get("/"))

    assert '<body class="print-a5">' in drawn
