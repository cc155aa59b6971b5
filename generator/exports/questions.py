"""Questions of an auditor, each answered by a view of data/disclosure.sqlite: shown on the page that explains
the data, and asked by a test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view of the database: `meaning` in Chinese for whoever looks at it, `sql` the SELECT."""

    name: str
    label: str
    meaning: str
    sql: str


@dataclass(frozen=True, slots=True)
class Question:
    """What may be asked, in Chinese, and the SQL that answers it, over the views that it names."""

    title: str
    sql: str
    views: tuple[str, ...]


DUTIES = View(
    "v_duties",
    "单位的任务和时限",
    "每个单位、角色、任务、时限一行；没有时限的也有一行；写在整节上的也在内",
    """SELECT u.agency_name, u.name AS unit_name, r.role_name, r.task AS holder, t.number, t.title,
  t.document_title, t.is_plan, t.year, d.text AS deadline, d.kind_name AS deadline_kind, d.date, t.status,
  t.status_name, r.unit, r.role, t.url
FROM responsibilities r
JOIN units u ON u.id = r.unit
JOIN tasks t ON t.id = r.task
LEFT JOIN deadlines d ON d.task = r.task AND (r.is_partial = 0
  OR EXISTS (SELECT 1 FROM dues WHERE dues.responsibility = r.id AND dues.deadline = d.id))
UNION ALL
SELECT u.agency_name, u.name, r.role_name, r.section, s.number, s.title, s.document_title,
  s.kind IN ('plan', 'requirements'), CAST(substr(s.period, 1, 4) AS INTEGER),
  d.text, d.kind_name, d.date, NULL, NULL, r.unit, r.role, s.url
FROM responsibilities r
JOIN units u ON u.id = r.unit
JOIN sections s ON s.id = r.section
LEFT JOIN deadlines d ON d.section = r.section""",
)
UNREPORTED = View(
    "v_no_result",
    "没有公开落实情况的任务",
    "要完成的任务中，没有任何公开的落实情况的",
    """SELECT agency_name, document_title, number, title, lead, responsible, deadlines, first_due, year,
  id, url
FROM tasks WHERE is_plan = 1 AND outcome_rule = 'none'""",
)
TOPIC_TARGETS = View(
    "v_topic_targets",
    "各主题的目标与完成",
    "每个主题下每个有数字的目标一行，旁边是完成的数字",
    """SELECT p.name AS topic_name, t.agency_name, t.year, t.number, t.title, g.name, g.target, g.unit,
  g.actual, g.actual_unit, g.ratio, k.topic, g.task, t.url, g.bound, g.bound_name
FROM task_topics k
JOIN topics p ON p.id = k.topic JOIN tasks t ON t.id = k.task JOIN targets g ON g.task = k.task""",
)
COLLECTIVE_DUTIES = View(
    "v_collective_duties",
    "经统称承担的任务",
    "单位因“局各股室”一类统称而承担的任务",
    """SELECT d.agency_name, m.unit_name, m.collective_name, d.role_name, d.title, d.document_title,
  d.deadline, d.date, d.status_name, m.unit, d.holder, d.url
FROM memberships m JOIN v_duties d ON d.unit = m.collective""",
)
UNIT_TOTALS = View(
    "v_unit_totals",
    "各单位任务数",
    "每个单位要完成的任务数，其中牵头的、已公开落实情况的",
    """SELECT u.agency_name, u.name, count(DISTINCT t.id) AS tasks,
  count(DISTINCT CASE WHEN r.role = 'lead' THEN t.id END) AS led,
  count(DISTINCT CASE WHEN t.outcome_rule <> 'none' THEN t.id END) AS reported, u.id, u.url
FROM units u
LEFT JOIN responsibilities r ON r.unit = u.id
LEFT JOIN tasks t ON t.id = r.task AND t.is_plan = 1
GROUP BY u.id""",
)

VIEWS = (DUTIES, UNREPORTED, TOPIC_TARGETS, COLLECTIVE_DUTIES, UNIT_TOTALS)
"""In an order in which each uses only those before it"""

QUESTIONS = (
    Question(
        "应急指挥中心牵头、2024年到期的任务有哪些？",
        """SELECT agency_name, title, role_name, deadline, date, status_name, url FROM v_duties
WHERE unit_name = '应急指挥中心' AND role = 'lead' AND date BETWEEN '2024-01-01' AND '2024-12-31'
ORDER BY date, url""",
        ("v_duties",),
    ),
    Question(
        "应急指挥中心牵头或负责的任务，按到期日排列？",
        """SELECT agency_name, title, role_name, deadline, date, status_name, url FROM v_duties
WHERE unit_name = '应急指挥中心' AND role IN ('lead', 'responsible') ORDER BY date IS NULL, date, url""",
        ("v_duties",),
    ),
    Question(
        "哪些任务没有公开的落实情况？",
        """SELECT agency_name, document_title, number, title, lead, first_due, url FROM v_no_result
ORDER BY first_due IS NULL, first_due, id""",
        ("v_no_result",),
    ),
    Question(
        "各主题的目标和完成数是多少？",
        """SELECT topic_name, agency_name, title, name, bound_name, target, unit, actual, actual_unit,
  ratio, url
FROM v_topic_targets ORDER BY topic_name, task, name""",
        ("v_topic_targets",),
    ),
    Question(
        "到2024年9月30日，哪些任务已逾期？",
        """SELECT t.agency_name, t.title, t.lead, t.responsible, min(d.date) AS first_open, t.status_name,
  t.url
FROM tasks t JOIN deadlines d ON d.task = t.id AND d.is_met = 0 AND d.date < '2024-09-30'
WHERE t.is_plan = 1
  AND coalesce(t.status, '') NOT IN ('done', 'ahead', 'dropped', 'changed', 'recurring')
GROUP BY t.id ORDER BY first_open, t.id""",
        (),
    ),
    Question(
        "哪些任务没有责任单位？",
        """SELECT agency_name, document_title, number, title, url FROM tasks
WHERE is_plan = 1 AND NOT EXISTS (SELECT 1 FROM responsibilities r WHERE r.task = tasks.id) ORDER BY id""",
        (),
    ),
    Question(
        "各单位有多少任务，其中多少公开了落实情况？",
        "SELECT agency_name, name, tasks, led, reported, url FROM v_unit_totals ORDER BY tasks DESC, id",
        ("v_unit_totals",),
    ),
    Question(
        "各单位因统称（如局各股室）承担哪些任务？",
        """SELECT agency_name, unit_name, collective_name, title, deadline, url FROM v_collective_duties
ORDER BY agency_name, unit_name, url""",
        ("v_collective_duties",),
    ),
    Question(
        "哪些任务引用了某份文件？",
        """SELECT p.title AS policy, c.name, coalesce(t.title, s.title) AS title,
  coalesce(t.url, s.url) AS url
FROM citations c JOIN policies p ON p.id = c.policy
LEFT JOIN tasks t ON t.id = c.task LEFT JOIN sections s ON s.id = c.section ORDER BY p.title, c.id""",
        (),
    ),
    Question(
        "哪些任务引用了已经废止或失效的文件？",
        """SELECT p.title AS policy, p.validity_name, p.ended, coalesce(t.title, s.title) AS title,
  coalesce(t.url, s.url) AS url
FROM citations c JOIN policies p ON p.id = c.policy AND p.validity IN ('repealed', 'expired')
LEFT JOIN tasks t ON t.id = c.task LEFT JOIN sections s ON s.id = c.section ORDER BY p.title, c.id""",
        (),
    ),
    Question(
        "哪些文件成文以后超过 20 个工作日才发布？",
        """SELECT agency_name, title, formed, coalesce(published, source_published) AS published_on,
  working_days, url
FROM documents WHERE working_days > 20 ORDER BY working_days DESC, id""",
        (),
    ),
    Question(
        "哪些任务的文字里有“演练”？",
        """SELECT agency_name, document_title, title, url FROM tasks
WHERE instr(title || char(10) || coalesce(text, ''), '演练') > 0 ORDER BY id""",
        (),
    ),
)
