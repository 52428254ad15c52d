# A change of the schema must reach every node of every datacenter, and the lock must outlive the longest migration.
limits=(--db-timeout 120 --lock-timeout 600)
# Whether the spec says that no node of an earlier release is left.
finishes={{finishes}}

# migrate: one step towards a current schema; succeeds when nothing is left to do. A first installation is also finished.
# An upgrade is not, unless the spec says so: what `finish` removes, nodes of the earlier release may still be reading.
migrate() {
  kong_migrations list
  case "$ended" in
    0) note installation finished ;;
    3) note installation begun && migrations bootstrap "${limits[@]}" && return 1 ;;
    4) finish_or_leave ;;
    5) migrations up "${limits[@]}" && return 1 ;;
    *)
      log "kong migrations list ended with $ended: $(error_of "$said")"
      return 1
      ;;
  esac
}

finish_or_leave() {
  local listed="$said" installation
  installation="$({{installationNote}})" || return 1
  if [[ "$installation" == begun ]] || { [[ "$finishes" == yes ]] && ! grep -qi 'new migrations' <<<"$listed"; }; then
    migrations finish "${limits[@]}" && return 1
  elif grep -qi 'new migrations' <<<"$listed"; then
    log "an earlier upgrade is not finished: run 'kong migrations finish' on a node once none of the release before it is left"
    return 1
  else
    log "once no node of an earlier release is left, write kong.finishMigrations into the spec, or run 'kong migrations finish' on one"
  fi
}
