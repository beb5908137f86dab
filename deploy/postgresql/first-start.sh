#!/bin/sh
# Runs once in the container of PostgreSQL, when its volume is still empty.
set -eu
PRIMA_OWNER_PASSWORD=$(cat /run/secrets/owner_password)
PRIMA_APP_PASSWORD=$(cat /run/secrets/app_password)
export PRIMA_OWNER_PASSWORD PRIMA_APP_PASSWORD
exec psql --username="$POSTGRES_USER" --dbname=postgres --file=/roles/roles.sql
