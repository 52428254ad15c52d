pg_host={{host}}
# Kong reads from here; empty if it reads from pg_host.
pg_ro_host={{replicaHost}}
pg_port={{port}}
# Holds the certificates of the authorities that sign the server's own: no secret, but by the same way.
authority_secret={{authoritySecret}}
authority_file="$root"{{authorityFile}}
