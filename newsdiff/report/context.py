"""The sentences of an article around those that a report shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from newsdiff.model import Span, StoryArticle
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible

Around = tuple[tuple[str, ...], tuple[str, ...]]
"""Safe texts of the sentences before and after, in the order of the article."""
NOTHING: Around = ((), ())


class Context:
    """The running text of a story's articles, `number` sentences of which are shown before and after a passage."""

    def __init__(self, articles: Sequence[StoryArticle], texts: Sequence[SourceText] | None, number: int) -> None:
        self._number = number
        self._texts: Mapping[str, SourceText] = {}
        if texts is not None and number > 0:
            self._texts = {article.id: text for article, text in zip(articles, texts, strict=True)}

    @property
    def shows(self) -> bool:
        """Whether there is anything around passages to be shown."""
        return bool(self._texts)

    def around(self, article: str, sentence: Span, shown: Collection[Span] = ()) -> Around:
        """The sentences around `sentence` up to those that are `shown` themselves; none around a title or caption."""
        source = self._texts.get(article)
        if source is None:
            return NOTHING
        at = bisect_left(source.sentences, sentence.start, key=lambda span: span.start)
        if at == len(source.sentences) or source.sentences[at].start != sentence.start:
            return NOTHING
        before, after = [], []
        for span in reversed(source.sentences[max(0, at - self._number) : at]):
            if span in shown:
                break
            before.append(_text(source, span))
        for span in source.sentences[at + 1 : at + 1 + self._number]:
            if span in shown:
                break
            after.append(_text(source, span))
        return tuple(filter(None, reversed(before))), tuple(filter(None, after))


def _text(source: SourceText, span: Span) -> str:
    """The words of the sentence without the furniture in it."""
    pieces, at = [], span.start
    first = bisect_left(source.furniture, span.start, key=lambda item: item.end)
    for item in source.furniture[first:]:
        if item.start >= span.end:
            break
        pieces.append(source.text[at : max(at, item.start)])
        at = max(at, item.end)
    pieces.append(source.text[at : span.end])
    return visible(" ".join(pieces)).strip()
