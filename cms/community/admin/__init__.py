"""The community in the admin: boards are edited, what members write is looked at, shown and hidden."""
