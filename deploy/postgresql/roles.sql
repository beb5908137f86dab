-- Makes the two roles of Prima and its database. Run once, as the administrator of the server, with PostgreSQL's own psql (15 or newer):
--
--     export PRIMA_OWNER_PASSWORD PRIMA_APP_PASSWORD
--     psql --dbname=postgres --file=roles.sql
--
-- The owner makes and changes tables and is used by `prima init` alone. The application reads and writes rows; what must not change (the
-- journal, decided versions, answers) is taken from it table by table, by the migrations.
\set ON_ERROR_STOP on
\getenv owner_password PRIMA_OWNER_PASSWORD
\getenv app_password PRIMA_APP_PASSWORD

-- A statement in the server's log would carry the password.
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
SET log_min_duration_statement = -1;
SET password_encryption = 'scram-sha-256';

CREATE ROLE prima_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE prima_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';

CREATE DATABASE prima OWNER prima_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE prima FROM PUBLIC;
GRANT CONNECT ON DATABASE prima TO prima_app;

-- Nothing may wait for ever, and no figure depends on how the server was set up.
ALTER ROLE prima_app IN DATABASE prima SET statement_timeout = '60s';
ALTER ROLE prima_app IN DATABASE prima SET lock_timeout = '30s';
ALTER ROLE prima_app IN DATABASE prima SET idle_in_transaction_session_timeout = '5min';
ALTER DATABASE prima SET timezone = 'UTC';
