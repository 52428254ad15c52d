# schema_ready: whether nothing is left to migrate, or only what waits for `kong migrations finish`, which Kong starts
# with. Exit codes of the list: 0 current, 3 needs bootstrap, 4 pending (new ones perhaps too), 5 new, others a fault.
schema_ready() {
  kong_migrations list
  case "$ended" in
    0) return 0 ;;
    4) if ! grep -qi 'new migrations' <<<"$said"; then return 0; fi ;;
    3 | 5) ;;
    *)
      log "waiting for the datastore: $(error_of "$said")"
      return 1
      ;;
  esac
  log "waiting for the migrations job: the schema is not that of Kong $kong_version yet"
  return 1
}
