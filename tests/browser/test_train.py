"""The page Train: a training is run, paused, rewound, travelled through, and found again."""

import json
import re
from operator import ne

import pytest
from playwright.sync_api import expect

from app.train.experiments import EXPERIMENTS
from app.train.tables import folder
from engine.data.sets import DATA_SETS
from tests.browser.axe import violations
from tests.browser.serving import quiet
from tests.browser.waiting import PAINTED, until

QUICK = "net=2-6.tanh-2.softmax&set=moons&batch=16&lr=0.05"
CUT = """() => {
  const deep = (root) => [...root.querySelectorAll("*")]
    .flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
  return deep(document.querySelector(".st-key-train-room"))
    .filter((e) => e.matches("button, input, select, figure"))
    .map((e) => e.getBoundingClientRect())
    .filter((r) => r.right > innerWidth || r.bottom > innerHeight).length;
}"""
"""How much of the room of a training is not seen without scrolling."""


class Train:
    """The page, as a person uses it."""

    def __init__(self, page, server):
        self.page, self.server = page, server

    def open(self, query=QUICK):
        self.page.goto(f"{self.server}/train?lang=en&{query}")
        expect(self.where).to_contain_text("iteration")
        expect(self.page.locator(".train-loss .js-plotly-plot")).to_be_visible()
        # While Streamlit runs its script, it may draw the page once more.
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        return self

    @property
    def where(self):
        return self.page.locator(".train-where")

    @property
    def slider(self):
        return self.page.get_by_role("slider", name="Iteration")

    def stands(self):
        """Nothing is asked for any more: all that is shown is of one iteration."""
        expect(self.page.locator(".train-charts")).to_have_attribute("aria-busy", "false")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def stands_at(self, iteration):
        expect(self.where).to_contain_text(re.compile(rf"^after iteration {iteration} "))

    def painted(self):
        """The pictures of the weights and of the boundary, as they are."""
        pictures = (".train-network canvas", ".train-ground")
        return [self.page.locator(one).evaluate("(c) => c.toDataURL()") for one in pictures]

    @property
    def numbers(self):
        return self.page.locator(".train-numbers").inner_text()


def expect_all_seen(page):
    """Nothing of the room of a training is beyond the window, once all is drawn."""
    page.evaluate(PAINTED)
    until(lambda: page.evaluate(CUT) == 0, page.viewport_size)


@pytest.fixture(scope="module")
def room(browser):
    """One page for all, which has loaded Plotly once."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def train(room, server):
    # Streamlit asks below the path of the page for what is beside it.
    with quiet(room, "404 (Not Found)"):
        yield Train(room, server)


def test_a_training_is_run_paused_rewound_and_travelled_through(train):
    """160 samples in batches of 16: an epoch is 10 iterations."""
    train.open().stands_at(0)
    begun = train.numbers
    train.press("1 batch")
    train.stands_at(1)
    train.press("1 epoch")
    train.stands_at(10)
    train.page.get_by_role("spinbutton", name="Epochs").fill("7")
    train.press("Go on for")
    train.stands_at(80)
    reached = train.numbers
    train.press("Run")
    expect(train.where).not_to_contain_text("iteration 80 ")
    train.press("Pause")
    expect(train.page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    train.press("Rewind")
    train.stands_at(0)
    assert train.numbers == begun
    train.slider.fill("80")
    train.stands_at(80)
    assert train.numbers == reached


def test_weights_and_boundary_are_painted_while_it_runs_and_are_those_of_where_it_is_paused(train):
    """A reload, which computes that iteration alone, paints the same."""
    train.open()
    begun = train.painted()
    train.press("Run")
    until(lambda: all(map(ne, train.painted(), begun)), "pictures")
    train.press("Pause")
    expect(train.page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    expect(train.page).to_have_url(re.compile(r"[?&]at=[1-9]"))
    train.stands()
    stood = re.search(r"iteration (\d+)", train.where.inner_text())[1]
    expect(train.page).to_have_url(re.compile(rf"[?&]at={stood}\b"))
    train.page.evaluate(PAINTED)
    paused = train.painted()
    train.page.reload()
    train.stands_at(stood)
    for k, what in enumerate(("weights", "boundary")):
        until(lambda k=k: train.painted()[k] == paused[k], what)


def test_a_wait_is_said_and_pause_does_not_wait(train):
    """First the server says why to wait, then it says nothing at all, then it fails."""
    page = train.open().page
    status = page.locator(".train-words .train-status")
    why = "Your share is used up: it goes on in 600 s."
    line = json.dumps({"wait": 600, "text": why}) + "\n"
    page.route("**/train/live", lambda route: route.fulfill(body=line))
    train.press("Run")
    expect(status).to_have_text(why)
    train.press("Pause")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    expect(status).to_be_empty()
    page.unroute("**/train/live")
    page.route("**/train/live", lambda _: None)
    train.press("Run")
    expect(status).to_contain_text("Waiting for its turn")
    train.press("Pause")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    expect(status).to_be_empty()
    page.unroute("**/train/live")
    asked = []

    def fail(route):
        asked.append(route)
        route.fulfill(body=json.dumps({"error": {"text": ""}}) + "\n")

    page.route("**/train/live", fail)
    train.press("Run")
    expect(status).to_contain_text("The server failed at this")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    assert len(asked) == 1
    page.unroute("**/train/live")
    train.stands_at(0)


def test_a_reload_finds_the_training_where_it_was(train):
    train.open()
    train.press("1 epoch")
    train.stands_at(10)
    reached = train.numbers
    latest = train.slider.get_attribute("max")
    train.slider.fill("3")
    train.stands_at(3)
    expect(train.page).to_have_url(re.compile(r"[?&]at=3\b"))
    train.page.reload()
    train.stands_at(3)
    expect(train.slider).to_have_attribute("max", latest)
    train.slider.fill("10")
    train.stands_at(10)
    assert train.numbers == reached


def test_an_iteration_is_opened_in_the_player_and_left_for_the_same_place(train):
    """The loss of its batch is there a number of the player; the link of the row leads back."""
    train.open("net=2-4.tanh-2.softmax&set=xor&at=12")
    train.stands_at(12)
    train.slider.fill("5")
    train.stands_at(5)
    train.page.get_by_role("link", name="Open iteration 6 step by step").click()
    expect(train.page).to_have_url(re.compile("moment="))
    expect(train.page.get_by_role("button", name="Next")).to_be_visible()
    row = train.page.get_by_role("link", name="Train", exact=True)
    row.hover()
    expect(row).to_have_attribute("href", re.compile(r"set=xor&at=5\b"))
    back = train.page.get_by_role("link", name="training iteration 6")
    # Its name stands in one line; the loss is named, since that of the training is another one.
    assert back.bounding_box()["height"] < 22
    loss = train.page.locator(".status").get_by_text(re.compile(r"^batch loss 0\.\d"))
    expect(loss).to_have_attribute("title", re.compile("^The loss of this batch alone"))
    train.page.get_by_role("button", name="Run 1 iteration").click()
    expect(train.page.locator(".status")).to_contain_text("training iteration 7 of 7")
    train.page.get_by_role("button", name="Iteration back").click()
    back.click()
    train.stands_at(5)
    expect(train.slider).to_have_attribute("max", "12")


def test_another_data_set_begins_another_training(train):
    train.open()
    train.press("1 epoch")
    train.stands_at(10)
    train.page.get_by_role("combobox", name="Data").click()
    train.page.get_by_role("option", name="A curve to fit").click()
    expect(train.page).to_have_url(re.compile(r"[?&]set=curve\b"))
    train.stands_at(0)
    expect(train.page.locator(".train-accuracy")).to_have_count(0)


def test_layers_that_cannot_be_are_refused_beside_their_field(train):
    train.open()
    layers = train.page.get_by_role("textbox", name="Layers")
    layers.fill("2-many")
    layers.press("Enter")
    expect(train.page.locator(".st-key-train-settings")).to_contain_text("“2-many”")
    train.press("1 batch")
    train.stands_at(1)
    layers.fill("2-5.tanh-2.softmax")
    layers.press("Enter")
    expect(train.page).to_have_url(re.compile(r"net=2-5\.tanh"))
    expect(train.page.locator(".st-key-train-settings")).not_to_contain_text("“2-many”")


def test_numbers_that_leave_the_finite_range_end_it(train):
    train.open("net=2-6.relu-2.identity&set=moons&loss=mse&optimizer=sgd&lr=1000000")
    train.press("Run")
    fault = train.page.get_by_role("alert").filter(has_text="leave the finite range")
    expect(fault).to_be_visible()
    said = re.search(r"In iteration (\d+) .* step (\d+), (\w+)", fault.inner_text())
    train.stands_at(int(said[1]) - 1)
    expect(train.page).to_have_url(re.compile(rf"[?&]at={int(said[1]) - 1}\b"))
    train.page.reload()
    expect(fault).to_be_visible()


LOOKS = [("en", "light", (1280, 720)), ("zh", "dark", (1024, 768))]


@pytest.mark.parametrize(("lang", "scheme", "size"), LOOKS)
def test_it_fits_and_axe_finds_nothing(train, lang, scheme, size):
    page = train.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{train.server}/train?lang={lang}&{QUICK}")
    expect(page.locator(".train-data .js-plotly-plot")).to_be_visible()
    expect(page.locator(".train-accuracy .js-plotly-plot")).to_be_visible()
    assert violations(page) == []
    expect_all_seen(page)
    page.set_viewport_size({"width": 1280, "height": 720})


def test_another_language_lets_a_training_go_on(train):
    train.open()
    train.page.locator("select").filter(has_text="by batch").select_option("by batch")
    train.press("Run")
    train.page.get_by_role("radio", name="中文").click()
    # The words of all settings are Chinese then, also of those that were chosen before.
    expect(train.page.get_by_role("combobox", name="数据")).to_have_value("双月")
    pause = train.page.get_by_role("button", name="暂停")
    expect(pause).to_be_visible()
    expect(train.where).not_to_contain_text("第 0 次")
    expect(train.page.locator("select").filter(has_text="逐批次")).to_have_value("batch")
    pause.click()
    expect(train.page.get_by_role("button", name="运行", exact=True)).to_be_visible()
    train.stands()
    said = train.page.locator(".train-where").inner_text()
    at = re.search(r"第 (\d+) 次", said)[1]
    assert int(at) > 0
    expect(train.page).to_have_url(re.compile(rf"[?&]at={at}\b"))
    train.page.get_by_role("button", name="菜单").click()
    train.page.get_by_role("button", name="复制链接").click()
    expect(train.page.locator(".head-said")).not_to_be_empty()
    train.page.get_by_role("radio", name="English").click()
    expect(train.page.get_by_role("combobox", name="Data")).to_have_value("Moons")


def test_own_trainings_stand_side_by_side_with_the_same_seed(train):
    """One is kept and its rate changed, one is offered; all stand where the shown one does."""
    page = train.open(f"{QUICK}&optimizer=sgd").page
    compare = page.get_by_role("combobox", name="Compare with")
    compare.select_option("this training; then change a setting")
    rate = page.get_by_role("spinbutton", name="Rate")
    rate.fill("0.5")
    rate.press("Enter")
    # At once: while the script still runs for the rate.
    compare.select_option("BatchNorm in or out")
    beside = page.get_by_role("list", name="Trainings side by side").get_by_role("listitem")
    expect(beside).to_have_count(3)
    expect(page).to_have_url(re.compile(r"[?&]lr=0\.5&"))
    train.press("1 epoch")
    train.stands_at(10)
    for k in range(3):
        expect(beside.nth(k)).to_contain_text("iteration 10 · loss")
    # Two lines each; the legend has one for each kind of them.
    expect(page.locator(".train-loss .scatterlayer .trace")).to_have_count(6 + 2)
    expect(page.locator(".train-loss .legend .traces")).to_have_count(2)
    # While it runs they go on with it; then they come back with it.
    train.press("Run")
    expect(beside.nth(2)).not_to_contain_text("iteration 10 ·")
    train.press("Pause")
    train.stands()
    train.slider.fill("10")
    for k in range(3):
        expect(beside.nth(k)).to_contain_text("iteration 10 · loss")
    numbers = beside.nth(1).locator(".train-beside-numbers").inner_text()
    expect_all_seen(page)
    assert violations(page) == []
    page.reload()
    for k in range(3):
        expect(beside.nth(k)).to_contain_text("iteration 10 · loss")
    beside.nth(1).get_by_role("button", name=re.compile("^Go to")).click()
    # Those that stood beside it stand beside the other one.
    expect(beside.nth(1)).to_contain_text("Rate 0.5")
    train.stands_at(10)
    expect(beside.nth(0)).to_contain_text(numbers)
    beside.nth(2).get_by_role("button", name=re.compile("^Take away")).click()
    expect(beside).to_have_count(2)


def test_it_says_why_no_fifth_training_can_be_compared(train):
    """The choice is off, and the reason stands beside it until one is taken away."""
    page = train.open(f"{QUICK}&beside=lr:0.3|lr:0.4|lr:0.5").page
    compare = page.get_by_role("combobox", name="Compare with")
    expect(compare).to_be_disabled()
    expect(compare).to_have_accessible_description(re.compile("^At most 4 trainings are compared"))
    why = page.get_by_text("At most 4 trainings are compared")
    expect(why).to_be_visible()
    page.get_by_role("button", name=re.compile("^Take away")).first.click()
    expect(compare).to_be_enabled()
    expect(why).to_have_count(0)


def test_an_experiment_asks_for_a_prediction_and_then_shows_what_there_was_to_see(train):
    page = train.page
    page.goto(f"{train.server}/train?lang=en&experiment=zeros")
    expect(page.get_by_text("Make a prediction first")).to_be_visible()
    page.get_by_text("No, its loss stays").click()
    page.get_by_role("button", name="Run all").click()
    expect(page.locator(".train-verdict")).to_have_text("As you expected.", timeout=60_000)
    expect(page.locator(".train-runs")).to_contain_text("loss 0.69")
    assert violations(page) == []
    page.get_by_role("link", name="Open this training").last.click()
    train.stands_at(600)
    page.go_back()
    # The prediction is kept by the address, and what was seen by the trainings.
    expect(page.locator(".train-verdict")).to_have_text("As you expected.")
    expect(page.get_by_role("radio", name="No, its loss stays")).to_be_checked()


TABLE = "length,width,kind\n" + "\n".join(f"{k % 9},{k * 5 % 11},{'abc'[k % 3]}" for k in range(60))


def test_a_table_of_ones_own_is_brought_refused_divided_and_brought_again(train):
    """What the server has forgotten, the tab brings again."""
    page = train.open().page
    page.get_by_role("combobox", name="Data").click()
    page.get_by_role("option", name="A table of your own").click()
    field = page.get_by_role("textbox", name="Or paste a table")
    field.fill("1,2\n3")
    field.press("Control+Enter")
    expect(page.get_by_text("line 2: has 1 cells, but the first has 2")).to_be_visible()
    field.fill(TABLE)
    field.press("Control+Enter")
    train.stands_at(0)
    # 48 samples to train on: an epoch is two batches.
    train.press("1 epoch")
    train.stands_at(2)
    page.get_by_role("button", name="The table").click()
    about = "48 samples to train on, 12 to validate with, 2 inputs, 3 classes."
    expect(page.get_by_text(about)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Target column").click()
    page.get_by_role("option", name="width").click()
    expect(page.get_by_text("line 2, column 3: 'a' is not a finite number")).to_be_visible()
    page.wait_for_function("() => sessionStorage.getItem('backprop-visualizer.table')")
    (folder() / re.search(r"table=(\w+)", page.url)[1]).unlink()
    page.reload()
    train.stands_at(2)
    assert violations(page) == []


@pytest.mark.long
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_comes_to_its_end(train, name):
    """The right prediction is as it turns out; a reload finds prediction and results."""
    page = train.page
    page.goto(f"{train.server}/train?lang=en&experiment={name}&predicted={EXPERIMENTS[name].right}")
    page.get_by_role("button", name="Run all").click()
    verdict = page.locator(".train-verdict")
    expect(verdict).to_have_text("As you expected.", timeout=240_000)
    page.reload()
    expect(verdict).to_have_text("As you expected.", timeout=240_000)
    expect(page.locator(".train-runs p")).to_have_count(len(EXPERIMENTS[name].runs))


@pytest.mark.long
@pytest.mark.parametrize("name", DATA_SETS)
def test_every_data_set_is_trained_on_and_opened(train, name):
    train.open(f"set={name}")
    train.stands_at(0)
    train.press("1 batch")
    train.stands_at(1)
    train.page.get_by_role("link", name="Open iteration 2 step by step").click()
    train.page.get_by_role("link", name="training iteration 2").click()
    train.stands_at(1)
