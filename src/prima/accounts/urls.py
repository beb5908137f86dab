"""Addresses of log-in and passwords; the names are the ones allauth asks for."""

from django.urls import path, re_path

from prima.accounts import views

urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("masuk/faktor-kedua/", views.second_factor, name="mfa_authenticate"),
    path("masuk/kunci-sandi/", views.passkey_login, name="account_passkey_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("kunci/", views.lock, name="account_lock"),
    path("kunci/buka/", views.unlock, name="account_unlock"),
    path("sandi/lupa/", views.forgotten, name="account_reset_password"),
    path("sandi/lupa/terkirim/", views.forgotten_sent, name="account_reset_password_done"),
    # One dash between the two parts, as allauth writes its links.
    re_path(
        r"^sandi/atur/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("sandi/ganti/", views.change_password, name="account_change_password"),
    path("akun/keamanan/", views.security, name="account_security"),
    path("akun/keamanan/bukti/", views.proof, name="account_proof"),
    path("akun/keamanan/aplikasi-kode/", views.code_app, name="account_code_app"),
    path("akun/keamanan/kunci-sandi/", views.passkey, name="account_passkey"),
    path("akun/keamanan/kode-cadangan/", views.recovery_codes, name="account_recovery_codes"),
    path("akun/keamanan/kunci-api/", views.api_tokens, name="account_api_tokens"),
    path(
        "akun/keamanan/kunci-api/<int:pk>/cabut/",
        views.api_token_removal,
        name="account_api_token_removal",
    ),
    path(
        "akun/keamanan/cara/<int:factor_id>/hapus/",
        views.factor_removal,
        name="account_factor_removal",
    ),
]
