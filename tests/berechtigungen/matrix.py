"""Who may do what, as a table. Roles: V visitor, R registered, M member, E Redaktion, C Leitung (all of
network A), O Geschäftsstelle, A Verwaltung, S superuser.

y allowed · o only what is one's own, else 404 · N 404 · L login on GET, 403 on POST · F 403 · - none
"""

ROLES = "VRMECOAS"
VALUES = set("yoNLF-")

TABLE = """
network_public.view                               | y y y y y y y y
network_internal.view                             | L N o o o y N y
network.edit                                      | L F F o o y F y
brand_page.draft                                  | L F F o o y F y
profile.publish                                   | L F F F o y F y
page_draft.view                                   | L N N o o y N y
page.copy                                         | L F F N o y F y
page.set_privacy                                  | L F F F F y F y
kb_article.view                                   | L N y y y y N y
kb_article.view_at_verwaltung                     | L N y y y y y y
qa.ask                                            | L F y y y y y y
comment.edit                                      | L N o o o y N y
event_member.view                                 | L N y y y y N y
event.edit                                        | L F F o o y F y
event_public.register                             | y y y y y y y y
event_member.register                             | L N y y y y N y
registration.view                                 | o o o o o y o y
registration.list                                 | L N N o o y N y
event.set_capacity                                | L F F o o y F y
need_draft.edit                                   | L F o o o y F y
need.submit                                       | L F F F o y F y
need_debate.view                                  | L N y y y y N y
vote.cast                                         | L F F F o F F F
vote_tally.view_before                            | L N y y y y N y
vote_tally.view_after                             | L N y y y y y y
decision.close                                    | L F F F F y F y
need_submitted.answer                             | L F F F F y y y
land_network.view                                 | L N o o o y N y
land.edit                                         | L F F o o y F y
directory.view                                    | L N y y y y N y
directory.export                                  | L F F F F y F y
firm.view                                         | L o o o o y o y
firm.edit                                         | L o o o o y o y
firm.leave                                        | L o o o o o o o
membership.request                                | L y y y y - - -
membership.approve                                | L F F F o y F y
membership.remove                                 | L F F F o y F y
role_editor.grant                                 | L F F F o y F y
role_coordinator.grant                            | L F F F o y F y
admission.vouch                                   | L F F F y - F -
admission.release                                 | L F F F F y F y
sponsor.offer                                     | L F F F y F F F
sponsor.end                                       | L N N N o y N y
role_verwaltung.grant                             | L F F F F y F y
site_settings.edit                                | L F F F F F F y
account.view                                      | L o o o o o o o
ics_personal.read                                 | N o o o o o o o
document_private.serve                            | L N o o o y N y
image_private.serve                               | L N o o o y N y
mass_mail.send                                    | L F F F o y F y
audit_log.view                                    | L F F F F y F y
admin_site.enter                                  | L F F y y y F y
api_public.read                                   | y y y y y y y y
api.write                                         | N N N N N N N N
"""

# Rows of rooms that are not built yet: no address of the site may lead to them.
LATER = """kb_article qa comment need_draft need need_debate vote
vote_tally decision need_submitted land_network land
ics_personal""".split()


def rows() -> dict[str, dict[str, str]]:
    """{"resource.action": {role: value}}"""
    found = {}
    for line in TABLE.strip().splitlines():
        name, _, values = line.partition("|")
        found[name.strip()] = dict(zip(ROLES, values.split(), strict=True))
    return found
