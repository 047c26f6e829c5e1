#!/bin/sh
# Starts the bundle beside this file: from any folder, through any symlink, whatever the path holds.
self=$0
case $self in */*) ;; *) self=./$self ;; esac
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done

bundle=${self%/*}/dist/application.cjs
if [ ! -f "$bundle" ]; then
  echo "$self: $bundle is missing; run 'make' first" >&2
  exit 69
fi
if ! command -v node >/dev/null; then
  echo "$self: node is missing; install Node 20.19 or newer" >&2
  exit 69
fi
exec node "$bundle" "$@"
