"""The handbook inside the admin: how work is done here, beside the screens it is done on."""
