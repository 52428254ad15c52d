admin_password_secret={{adminSecret}}
admin_password_file="$root/run/topogen/admin-password"
verifier_file="$root/run/topogen/kong-verifier"

# sql ROLE DATABASE PASSWORD-FILE ARGUMENT...: psql as that role, over TLS, with a server of the cloud's own alone. The
# password stays in files: everyone on the machine can read a command line.
sql() {
  local role="$1" database="$2" secret="$3" pass="$root/run/topogen/pgpass" ended=0
  shift 3
  (umask 077 && printf '*:*:*:*:%s\n' "$(<"$secret")" >"$pass")
  PGPASSFILE="$pass" PGSSLMODE=verify-ca PGSSLROOTCERT="$authority_file" PGCONNECT_TIMEOUT=10 \
    PGOPTIONS='-c client_min_messages=warning' timeout 120 \
    psql --host "$pg_host" --port "$pg_port" --username "$role" --dbname "$database" \
    --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@" || ended=$?
  rm -f "$pass"
  return "$ended"
}

# kong_sql STATEMENT: as Kong's own role in its own database.
kong_sql() {
  sql {{user}} {{database}} "$password_file" --command "$1"
}

# datastore_ready: the server answers, and Kong's role may make tables in its database. Role and database are made where
# they are missing, and the role gets its password where it cannot sign in. The table is the job's own notebook.
datastore_ready() {
  if ! datastore_reached; then return 1; fi
  fetch_authorities
  command -v psql >/dev/null || retry 'installing postgresql-client' apt_install postgresql-client
  if kong_sql 'SELECT 1' >/dev/null 2>&1 || make_role; then
    if kong_sql 'CREATE SCHEMA IF NOT EXISTS topogen; CREATE TABLE IF NOT EXISTS topogen.state (name text PRIMARY KEY, value text)'; then
      return 0
    fi
  fi
  log 'waiting for PostgreSQL to take Kong in'
  return 1
}

# make_role: the first-time SQL, as the administrator.
make_role() {
  local ended=0
  log 'making the role and the database of Kong'
  (
    umask 077
    platform_secret "$admin_password_secret" >"$admin_password_file"
    "$root/usr/local/lib/topogen/scram-verifier" "$password_file" >"$verifier_file"
  )
  sql {{adminUser}} {{adminDatabase}} "$admin_password_file" --set verifier_file="$verifier_file" \
    --file "$root/usr/local/lib/topogen/first-time.sql" || ended=$?
  rm -f "$admin_password_file" "$verifier_file"
  return "$ended"
}

# noted NAME: prints what the notebook has under the name.
noted() {
  kong_sql "SELECT value FROM topogen.state WHERE name = '$1'"
}

# note NAME VALUE: writes into the notebook.
note() {
  kong_sql "INSERT INTO topogen.state VALUES ('$1', '$2') ON CONFLICT (name) DO UPDATE SET value = excluded.value"
}
