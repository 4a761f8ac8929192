"""Wagtail's upload of many pictures, with tags for all of them, another try, and a word on pictures that look alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.html import escape
from wagtail.admin.forms.tags import validate_tag_length
from wagtail.images.views.multiple import AddView
from wagtail.search import index as search_index

from cms.media.alike.finding import find_alike
from cms.media.models import MediaImage

_AGAIN_WITHIN = timedelta(hours=1)


class PictureAddView(AddView):
    """The same file is found by Wagtail; the same picture smaller, or saved anew, by what it looks like."""

    template_name = "media/add_multiple.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "tags_field": self.form["tags"]}

    def post(self, request: HttpRequest) -> HttpResponse:
        field = self.get_upload_form_class().base_fields["tags"]
        try:
            self.tags: list[str] = field.clean(request.POST.get("tags", ""))
            validate_tag_length(self.tags)
        except ValidationError as error:
            return JsonResponse({"success": False, "error_message": escape(" ".join(error.messages))})
        answer: HttpResponse = super().post(request)
        return answer

    def save_object(self, form: Any) -> MediaImage:
        image: MediaImage = self._find_stored(form) or super().save_object(form)
        if self.tags:
            image.tags.add(*self.tags)
            search_index.insert_or_update_object(image)
        return image

    def _find_stored(self, form: Any) -> MediaImage | None:
        """Of a file that is sent again: what it became before, where it was only the answer that got lost."""
        if "again" not in self.request.POST:
            return None
        image = form.save(commit=False)
        mine = MediaImage.objects.filter(
            uploaded_by_user=self.request.user, created_at__gte=timezone.now() - _AGAIN_WITHIN
        )
        found = mine.filter(file_hash=image.file_hash, title=image.title).order_by("pk").first()
        if found is not None and image.original:
            image.file.storage.delete(image.original)
        return found

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        """The page takes the message as markup, and it may hold the name of a file."""
        data: dict[str, Any] = super().get_invalid_response_data(form)
        return {**data, "error_message": escape(data["error_message"])}

    def get_edit_object_response_data(self) -> dict[str, Any]:
        data: dict[str, Any] = super().get_edit_object_response_data()
        if not data["duplicate"]:
            mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "choose")
            alike = find_alike(self.object, among=mine)
            if alike:
                question = self.get_confirm_duplicate_upload_response([alike[0].image])
                data |= {"duplicate": True, "confirm_duplicate_upload": question}
        return data
