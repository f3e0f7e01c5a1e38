"""Mistakes in text that was damaged on its way: white space, escapes, encodings, spreadsheets."""

from trials.bench.planted import value

value("text-untidy", "role", lambda given: " Whip")
value(
    "text-untidy",
    "address:electorate:line1",
    lambda given: f"{given}\u00a0",
    field="address:electorate",
)
value("text-escaped", "role", lambda given: "Minister for Roads &amp; Rail")
value(
    "text-escaped",
    "address:electorate:line2",
    lambda given: "Smith&#39;s Building",
    field="address:electorate",
)
value("text-mojibake", "role", lambda given: "Minister for CafÃ©s")
value("number-coerced", "phone:electorate", lambda given: "6.13E+11")
value(
    "number-coerced",
    "address:electorate:line1",
    lambda given: f"1-May {given.partition(' ')[2]}",
    field="address:electorate",
)
