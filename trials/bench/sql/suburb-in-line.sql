-- Reads addresses of several lines without a suburb; Python decides about these.
SELECT d.id, d.line1, d.line2, d.line3
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.suburb = '' AND d.postcode <> '' AND (d.line2 <> '' OR d.line3 <> '');
