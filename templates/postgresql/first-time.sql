-- Makes Kong's role, and its database with that role as the owner, where they are missing, and gives the role its
-- password. Run by the administrator, who is no superuser of the service.
\set ON_ERROR_STOP on
-- The server gets a verifier of the password, as it would keep one: no log of it can show the password.
\setenv VERIFIER_FILE :verifier_file
\set verifier `cat "$VERIFIER_FILE"`

SELECT 'CREATE ROLE kong' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kong') \gexec
SELECT format('ALTER ROLE kong LOGIN PASSWORD %L', :'verifier') \gexec

-- Whoever makes a database for another role must be a member of it.
GRANT kong TO CURRENT_USER;
SELECT 'CREATE DATABASE kong OWNER kong' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'kong') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE kong FROM PUBLIC;

-- Up to PostgreSQL 14 every role may make tables in the database that comes with the server.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
