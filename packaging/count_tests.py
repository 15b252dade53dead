"""Counts the tests of a ctest JUnit report, by Qt Test's own totals; exit 1 on failures or when nothing ran."""

import re
import sys
import xml.etree.ElementTree as xml

TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.MULTILINE)


def counts(case):
    """(passed, failed, skipped) of one program."""
    totals = [tuple(map(int, found)) for found in TOTALS.findall(case.findtext("system-out") or "")]
    status = case.get("status")
    reason = case.find("skipped")
    if status == "disabled" or (reason is not None and reason.get("message", "").startswith("SKIP_")):
        return 0, 0, 1
    passed, failed, skipped = (sum(column) for column in zip(*totals)) if totals else (0, 0, 0)
    if status != "run" and failed == 0:
        failed = 1  # it crashed, ran out of time or was never built: nothing else would say so
    elif not totals:
        passed = 1  # not a Qt Test program
    return passed, failed, skipped


def main(path):
    cases = xml.parse(path).getroot().findall("testcase")
    total = [sum(column) for column in zip(*map(counts, cases))] or [0, 0, 0]
    print("\n{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
