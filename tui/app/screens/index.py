"""IndexScreen: how far a run that takes a folder in has come, and what it did."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from tui.app.indexing import Advanced, Ended, Indexing
from tui.app.styled import QUIET, articles, counted, plain


class IndexScreen(ModalScreen[None]):
    """One run, from start to end. Escape stops it; what was taken in stays."""

    CSS_PATH = "index.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop, or close", show=False),
        Binding("enter,q", "close", "Close", show=False),
    ]

    def __init__(self, archive: Path, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._indexing = Indexing(archive, folder)
        self._stopping = self._over = False

    def compose(self) -> ComposeResult:
        """A title, a bar, words."""
        with Vertical(id="box"):
            yield Static(plain(f"Indexing {self._folder}", "bold $text-accent"))
            yield ProgressBar(show_eta=False)
            yield Static(Content.styled("Looking for articles…", QUIET), id="said")
            yield Static(Content.styled("Esc stops; what was taken in stays", QUIET), id="keys-said")

    def on_mount(self) -> None:
        """Begin."""
        self._indexing.start(self._deliver)

    def on_unmount(self) -> None:
        """An app that ends stops the run."""
        self._indexing.stop()

    def _deliver(self, message: Message) -> None:
        if self.is_running:
            self.post_message(message)

    @on(Advanced)
    def _on_advanced(self, event: Advanced) -> None:
        if self._stopping:
            return
        now = event.progress
        self.query_one(ProgressBar).update(total=now.inputs_total or None, progress=now.inputs_done)
        rejected = f" · {now.rejected:,} rejected" if now.rejected else ""
        self._say(
            f"{articles(now.articles)} of {now.inputs_done:,}/{counted(now.inputs_total, 'file')}{rejected}"
        )

    @on(Ended)
    def _on_ended(self, event: Ended) -> None:
        self._over = True
        report = event.report
        if report is None:
            self.query_one(ProgressBar).display = False  # it would run on
        if event.problem is not None:
            self._say(f"{event.problem.message} {event.problem.advice}", "$text-error")
        elif report is None:
            from tui.render.reading import stopped_line  # with the readers, which the run has loaded

            self._say(stopped_line(event.kept, "index the same again"))
        else:
            lines = [f"{report.added:,} added · {report.updated:,} updated · {report.unchanged:,} unchanged"]
            if report.rejected:
                lines.append(f"{len(report.rejected):,} rejected, the first: {report.rejected[0]}")
            if report.skipped:
                lines.append(f"{counted(sum(report.skipped.values()), 'file')} in no format that is read")
            self._say(" · ".join(lines))
        self.query_one("#keys-said", Static).update(Content.styled("Enter closes", QUIET))

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#said", Static).update(plain(text, style))

    def action_leave(self) -> None:
        """Stop the run; when it is over, close."""
        if self._over:
            self.dismiss()
        else:
            self._stopping = True
            self.query_one(ProgressBar).display = False  # how far it came is said in the end
            self._say("Stopping…")
            self._indexing.stop()

    def action_close(self) -> None:
        """Close, once the run is over."""
        if self._over:
            self.dismiss()
