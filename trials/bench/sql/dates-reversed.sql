SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.started_on, m.ended_on FROM members_member m WHERE m.ended_on < m.started_on;
