# migrate: runs what is missing; nothing, where nothing is. These releases have no lock and cannot always go on after a
# migration that was cut off: on a first installation `kong migrations reset` and a restart of this unit mend it.
migrate() {
  migrations up
}
