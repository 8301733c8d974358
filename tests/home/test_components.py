"""The {% component %} tag and the context that a component gets."""

import pytest
from django.template import RequestContext, Template, TemplateDoesNotExist, engines
from django.test import RequestFactory


@pytest.fixture
def component(monkeypatch):
    """Return a function that renders a page around a component with the given source."""
    engine = engines["django"].engine
    found = engine.get_template

    def render(source, page, **context):
        made = Template(source, engine=engine)
        monkeypatch.setattr(
            engine,
            "get_template",
            lambda name: made if name == "components/probe.html" else found(name),
        )
        request = RequestFactory().get("/hakemisto/")
        return Template(page, engine=engine).render(RequestContext(request, context))

    return render


def test_it_passes_the_values_and_the_request(component):
    rendered = component(
        "{{ word }} {{ request.path }}", '{% component "probe" word=greeting %}', greeting="Hei"
    )
    assert rendered == "Hei /hakemisto/"


def test_it_hides_everything_else_of_the_page(component):
    rendered = component("[{{ title }}{{ user }}]", '{% component "probe" %}', title="x", user="y")
    assert rendered == "[]"


def test_a_component_changes_nothing_of_the_page(component):
    page = '{% component "probe" word="b" %}{{ word }}'
    assert component('{% firstof "c" as word %}{{ word }}', page, word="a") == "ca"


def test_it_escapes_values_once_and_its_own_markup_never(component):
    page = '{% component "probe" word=word %}'
    assert component("<b>{{ word }}</b>", page, word="<i>") == "<b>&lt;i&gt;</b>"


def test_it_can_be_kept_in_a_variable(component):
    page = '{% component "probe" word="a" as kept %}{{ kept }}{{ kept }}'
    assert component("<p>{{ word }}</p>", page) == "<p>a</p><p>a</p>"


def test_a_component_may_hold_another(component):
    rendered = component('{% component "empty" text=word %}', '{% component "probe" word="a" %}')
    assert " ".join(rendered.split()) == '<p class="empty">a </p>'


def test_an_unknown_name_is_an_error(component):
    with pytest.raises(TemplateDoesNotExist):
        component("", '{% component "no_such_component" %}')


def test_a_title_written_on_several_lines_is_one_line(client, council):
    title = client.get("/sivu-jota-ei-ole/").text.partition("<title>")[2].partition("</title>")[0]
    assert title == f"Sivua ei löytynyt – {council.title}"
