"""The server's log: enough to find a mistake of the program, nothing of the people."""

import logging
import traceback

#: Longest message that is kept of an error.
LONGEST = 200


class TracebackFormatter(logging.Formatter):
    """Of an error it writes where, of which kind, and the first line of what it says:
    PostgreSQL repeats the values of a row in the lines that follow."""

    def formatException(self, ei):
        error, parts = ei[1], []
        while error is not None:
            where = "".join(traceback.format_tb(error.__traceback__))
            said = str(error).partition("\n")[0][:LONGEST]
            parts.append(f"{where}{type(error).__qualname__}: {said}")
            error = error.__cause__ or error.__context__
        return "\nwhile handling:\n".join(parts)
