"""Pictures of members: taken, made anew, kept to ourselves until everybody may see them.

Whoever shows pictures (posts, reviews) gives them a name of its own, `used_for` ("post:3f2a"):

    attaching.attach(used_for, [("KEY", "what it shows")], member=…, at=…)   on every change by the author
    attaching.publish(used_for, at=…) / attaching.retract(used_for, at=…)    when everybody may see it / no more
    attaching.discard([used_for], at=…)                                      when it is deleted
    describing.list_pictures([used_for])                                     to show them

A published picture is a MediaImage a moment later: the worker makes it, and documents that name the dependency
`upload:KEY` (see `describing.list_dependencies`) are rendered again.
"""
