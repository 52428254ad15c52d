
# kong_migrations COMMAND...: `kong migrations`, with what it says in `said` and how it ends in `ended`.
kong_migrations() {
  # shellcheck disable=SC2034 # Both are for the caller.
  ended=0
  said="$(kong migrations "$@" --conf "$kong_conf" 2>&1)" || ended=$?
}

# error_of TEXT: the line of it that names a fault, or its last line.
error_of() {
  grep -im1 error <<<"$1" || tail -n 1 <<<"$1"
}

{{datastoreClient}}
