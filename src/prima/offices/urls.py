"""Addresses of offices."""

from django.urls import path

from prima.offices import views
from prima.offices.views import (
    appointments,
    calendar,
    home,
    places,
    positions,
    roles,
    second_factor,
    staff,
)

app_name = "offices"

urlpatterns = [
    path("kantor/<slug:key>/", views.office, name="office"),
    path("mulai/", views.start, name="start"),
    path("kelola/", home.manage, name="manage"),
    path("kelola/kantor/", places.managed_offices, name="managed_offices"),
    path("kelola/kantor/<slug:key>/", places.managed_office, name="managed_office"),
    path("kelola/kantor/<slug:key>/bawahan/", places.office_new, name="office_new"),
    path("kelola/kantor/<slug:key>/ubah/", places.office_edit, name="office_edit"),
    path("kelola/kantor/<slug:key>/jam/", places.office_hours, name="office_hours"),
    path("kelola/kantor/<slug:key>/penutupan/", places.closure_new, name="closure_new"),
    path(
        "kelola/kantor/<slug:key>/penutupan/<int:pk>/pencabutan/",
        places.closure_withdrawn,
        name="closure_withdrawn",
    ),
    path("kelola/pegawai/", staff.staff_list, name="staff"),
    path("kelola/pegawai/baru/", staff.staff_new, name="staff_new"),
    path("kelola/pegawai/<int:pk>/", staff.staff_member, name="staff_member"),
    path("kelola/pegawai/<int:pk>/nama/", staff.staff_name, name="staff_name"),
    path("kelola/pegawai/<int:pk>/surel/", staff.staff_email, name="staff_email"),
    path("kelola/pegawai/<int:pk>/pindah/", staff.staff_move, name="staff_move"),
    path("kelola/pegawai/<int:pk>/penutupan/", staff.staff_closing, name="staff_closing"),
    path("kelola/pegawai/<int:pk>/pembukaan/", staff.staff_opened, name="staff_opened"),
    path("kelola/pegawai/<int:pk>/undangan/", staff.staff_invited, name="staff_invited"),
    path("kelola/pegawai/<int:pk>/sandi/", staff.staff_password, name="staff_password"),
    path("kelola/pegawai/<int:pk>/peran/", roles.role_new, name="role_new"),
    path("kelola/peran/", roles.roles, name="roles"),
    path("kelola/peran/<int:pk>/akhir/", roles.role_end, name="role_end"),
    path("kelola/jabatan/", positions.positions, name="positions"),
    path("kelola/jabatan/<slug:key>/baru/", positions.position_new, name="position_new"),
    path("kelola/jabatan/<int:pk>/nama/", positions.position_title, name="position_title"),
    path(
        "kelola/jabatan/<int:pk>/penutupan/", positions.position_closing, name="position_closing"
    ),
    path(
        "kelola/pegawai/<int:pk>/faktor-kedua/",
        second_factor.second_factor_reset,
        name="second_factor_reset",
    ),
    path("kelola/penugasan/", appointments.appointments, name="appointments"),
    path(
        "kelola/penugasan/jabatan/<int:pk>/", appointments.appointment_new, name="appointment_new"
    ),
    path("kelola/penugasan/<int:pk>/akhir/", appointments.appointment_end, name="appointment_end"),
    path(
        "kelola/penugasan/<int:pk>/pembatalan/",
        appointments.appointment_cancel,
        name="appointment_cancel",
    ),
    path("kelola/penugasan/cuti/", appointments.absence_new, name="absence_new"),
    path("kelola/penugasan/cuti/<int:pk>/selesai/", appointments.absence_end, name="absence_end"),
    path("kelola/kalender/", calendar.calendar, name="calendar"),
    path("kelola/kalender/hari/baru/", calendar.day_new, name="day_new"),
    path("kelola/kalender/hari/<int:pk>/", calendar.day_edit, name="day_edit"),
    path("kelola/kalender/terbitan/<int:year>/", calendar.published, name="published"),
    path("kelola/kalender/musim/baru/", calendar.season_new, name="season_new"),
    path("kelola/kalender/musim/<int:pk>/", calendar.season_edit, name="season_edit"),
    path("kelola/kalender/usulan/", calendar.change_list, name="changes"),
    path("kelola/kalender/usulan/<int:pk>/", calendar.change, name="change"),
    path(
        "kelola/kalender/usulan/<int:pk>/putusan/", calendar.change_decided, name="change_decided"
    ),
    path("kelola/kantor/<slug:key>/penutupan/usulan/", calendar.closure_late, name="closure_late"),
    path(
        "kelola/kantor/<slug:key>/penutupan/<int:pk>/usulan/",
        calendar.closure_undo,
        name="closure_undo",
    ),
]
