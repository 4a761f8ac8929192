"""Wagtail's upload of many pictures, which also says where a picture only looks like one that is there."""

from __future__ import annotations

from typing import Any

from wagtail.images.views.multiple import AddView

from cms.media.alike.finding import find_alike


class PictureAddView(AddView):
    """The same file is found by Wagtail; the same picture smaller, or saved anew, by what it looks like."""

    def get_edit_object_response_data(self) -> dict[str, Any]:
        data: dict[str, Any] = super().get_edit_object_response_data()
        if not data["duplicate"]:
            mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "choose")
            alike = find_alike(self.object, among=mine)
            if alike:
                question = self.get_confirm_duplicate_upload_response([alike[0].image])
                data |= {"duplicate": True, "confirm_duplicate_upload": question}
        return data
