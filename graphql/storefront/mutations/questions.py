from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene
from django.utils.translation import gettext as _

from cms.community.models import Question as QuestionRow
from cms.community.questions import services
from cms.refusals import Refused
from storefront import locales
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.mutations.posts import CONSENT, LOCALE, join_community
from storefront.sources.questions import wrap_answers, wrap_questions
from storefront.types.question import ProductAnswer, ProductQuestion


class AskQuestion(Mutation):
    """Ask other members, and the shop, about a product."""

    who = staticmethod(require_contributor)
    rate = Rate(10, per=timedelta(hours=1))

    class Input:
        product = graphene.NonNull(graphene.String, description="The product's key.")
        body = graphene.NonNull(graphene.String, description="Plain text, 500 characters at most.")
        locale = graphene.String(description=LOCALE)
        consent = graphene.String(description=CONSENT)

    class Output:
        question = graphene.Field(ProductQuestion, description="The question, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, product: str, body: str, **given: Any) -> dict[str, Any]:
        member = join_community(context, given.get("consent"))
        locale = locales.require_locale(given["locale"]) if given.get("locale") else context.locale
        row = services.ask_question(member, product, body, locale=locale, at=context.at)
        return {"question": wrap_questions([row], locale=context.locale, context=context)[0]}


class AnswerQuestion(Mutation):
    """Answer a question about a product."""

    who = staticmethod(require_contributor)
    rate = Rate(20, per=timedelta(hours=1))

    class Input:
        question = graphene.NonNull(graphene.String, description="The question's key.")
        body = graphene.NonNull(graphene.String, description="Plain text, 2,000 characters at most.")
        locale = graphene.String(description=LOCALE)
        consent = graphene.String(description=CONSENT)

    class Output:
        answer = graphene.Field(ProductAnswer, description="The answer, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, question: str, body: str, **given: Any) -> dict[str, Any]:
        member = join_community(context, given.get("consent"))
        row = QuestionRow.objects.visible().filter(key=question).first()
        if row is None:
            raise Refused.because("NOT_FOUND", _("This question is not there any more."), field="question")
        locale = locales.require_locale(given["locale"]) if given.get("locale") else context.locale
        answer = services.answer_question(member, row, body, locale=locale, at=context.at)
        return {"answer": wrap_answers([answer], locale=context.locale, context=context)[0]}
