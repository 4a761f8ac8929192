"""Running an installation: preparing it, its processes, its health, its message catalogues."""
