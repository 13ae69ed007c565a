"""Rulebooks: a Markdown document that people read and that compiles to rules.

compiled = compile(text, vocabulary)
compiled.rulebook or print(render_problems(text, compiled.errors, "rules.md"))
run_examples(compiled.rulebook, vocabulary)     # do its examples hold?
prove(text, vocabulary)                         # does every rule matter to one of them?
coverage(compiled.rulebook, vocabulary)         # what becomes of each clause?
"""

from .compiler import Compiled, compile  # noqa: A004 - the word of the trade
from .coverage import STATUS_ZH, Coverage, coverage
from .difference import SAID, Change, difference
from .document import Document, read
from .examples import Example
from .front import Front, front_matter
from .in_yuan import in_yuan
from .problems import Place, Problem
from .proving import Proof, Trial, prove, quick_proofs, try_out, unproved
from .removal import without
from .render import render_problems
from .run import Failure, Outcome, run_examples, run_in_time
from .together import Contradiction, contradictions

__all__ = [
    "SAID",
    "STATUS_ZH",
    "Change",
    "Compiled",
    "Contradiction",
    "Coverage",
    "Document",
    "Example",
    "Failure",
    "Front",
    "Outcome",
    "Place",
    "Problem",
    "Proof",
    "Trial",
    "compile",
    "contradictions",
    "coverage",
    "difference",
    "front_matter",
    "in_yuan",
    "prove",
    "quick_proofs",
    "read",
    "render_problems",
    "run_examples",
    "run_in_time",
    "try_out",
    "unproved",
    "without",
]
