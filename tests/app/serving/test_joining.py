"""Joined modules do what the modules do, each of them once; a strange form is refused."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.player.files import FIRST, PAGE, TRAIN, static_files
from app.serving.joining import in_order, joined
from app.serving.module import ModuleError, read_module
from app.serving.player_files import scripts

NODE = Path(sys.executable).with_name("node")


def modules(**texts):
    """Modules by their places: `main="..."` is `main.js`, `a_b="..."` is `a/b.js`."""
    named = {f"{name.replace('_', '/')}.js": text for name, text in texts.items()}
    return {place: read_module(place, text) for place, text in named.items()}


def ran(folder, files, command):
    """What Node.js prints of a module that may import the others."""
    for place, text in {**files, "package.json": '{"type": "module"}'}.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "run.js").write_text(command, encoding="utf-8")
    done = subprocess.run(
        [NODE, "--enable-source-maps", "run.js"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def both(tmp_path, texts, command):
    """What Node.js prints of the modules as they are, and of the same joined."""
    places = {f"{name.replace('_', '/')}.js": text for name, text in texts.items()}
    scripts = {place: s.text for place, s in joined(modules(**texts), {}, "main.js").items()}
    return ran(tmp_path / "plain", places, command), ran(tmp_path / "joined", scripts, command)


SMALL = {
    "main": """
import { add as plus, LIST } from "./core/sum.js";
import { count } from "./core/counter.js";
/** @typedef {import("./core/types.js").Nothing} Nothing */
export const FIRST = plus(1, 2);
export default function show() {
  count();
  LIST.push("main");
  return import("./later/part.js").then(({ part }) => part());
}
export function other() {
  return import("./later/second.js").then(({ second }) => second());
}
""",
    "core_sum": """
import { count } from "./counter.js";
count();
export const LIST = ["sum"];
export function add(a, b) { return a + b; }
""",
    "core_counter": """
let times = 0;
export function count() { times += 1; return times; }
export class Kept { name = "kept"; }
""",
    "core_late": """
export const LATE = await Promise.resolve(["late"]);
""",
    "later_part": """
import { LATE } from "../core/late.js";
import { LIST, add } from "../core/sum.js";
import { count, Kept } from "../core/counter.js";
import * as sum from "../core/sum.js";
export async function part() {
  LATE.push("part");
  const { pathname } = new URL("../x.json", import.meta.url);
  return [...sum.LIST, add(3, 4), count(), new Kept().name, pathname.split("/").at(-1)];
}
""",
    "later_second": """
import { LATE } from "../core/late.js";
export function second() { return LATE; }
""",
}
RUN = """
import show, { FIRST, other } from "./main.js";
console.log(JSON.stringify([FIRST, await show(), await other()]));
"""


def test_joined_modules_do_what_the_modules_do(tmp_path):
    """1 + 2; the list of both; 3 + 4; the counter's third call; one `LATE` for both parts."""
    plain, joint = both(tmp_path, SMALL, RUN)
    assert json.loads(joint) == json.loads(plain)
    assert json.loads(joint) == [3, ["sum", "main", 7, 3, "kept", "x.json"], ["late", "part"]]


def test_a_part_brings_what_only_it_needs_and_no_more():
    scripts = joined(modules(**SMALL), {}, "main.js")
    assert set(scripts) == {"main.js", "later/part.js", "later/second.js"}
    names = {
        place: re.findall(r'\$define\("([^"]+)"', script.text) for place, script in scripts.items()
    }
    assert names["main.js"] == ["core/counter.js", "core/sum.js", "main.js"]
    assert names["later/part.js"] == ["core/late.js", "later/part.js"]
    assert names["later/second.js"] == ["core/late.js", "later/second.js"]


def test_modules_are_run_in_the_order_of_their_imports():
    texts = {
        "main": 'import { b } from "./b.js";\nimport { a } from "./a.js";\n',
        "a": "export const a = 1;\n",
        "b": 'import "./c.js";\nexport const b = 1;\n',
        "c": "export {};\n",
    }
    places = [module.place for module in in_order(modules(**texts), "main.js")]
    assert places == ["c.js", "b.js", "a.js", "main.js"]


def test_an_error_names_the_line_of_the_module(tmp_path):
    """`core/b.js` throws in its third line; a browser and Node.js read the map of the script."""
    texts = {
        "main": 'import { fail } from "./core/b.js";\nexport default function f() {\nfail();\n}\n',
        "core_b": "/** Two lines\n * comment. */\nexport function fail() { throw new Error(); }\n",
    }
    found = {}
    for place, script in joined(modules(**texts), {}, "main.js").items():
        found |= {f"v/{place}": script.text, f"v/{place}.map": script.map}
    command = 'import show from "./v/main.js"; try { show() } catch (e) { console.log(e.stack) }'
    said = ran(tmp_path, found, command)
    assert re.search(r"core/b\.js:3:", said), said
    assert re.search(r"main\.js:3:", said), said


def brought(script):
    """The style sheets that come with a script."""
    (sheets,) = re.findall(r"Object.assign\(globalThis.playerSheets, (.*)\);", script.text)
    return json.loads(sheets)


def test_a_script_brings_the_style_sheets_that_its_modules_name():
    main = 'const NAMES = ["core/a", "core/no"];\nexport const later = () => import("./b.js");\n'
    sheets = {"core/a": "a {}", "core/b": "b {}", "core/c": "c {}"}
    scripts = joined(modules(main=main, b='export const NAME = "core/b";\n'), sheets, "main.js")
    assert brought(scripts["main.js"]) == {"core/a": "a {}"}
    assert brought(scripts["b.js"]) == {"core/b": "b {}"}


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";',
        'import { a } from "package";',
        'export { a } from "./a.js";',
        'export * from "./a.js";',
        "export let changing = 1;",
        "export default 3;",
        "import(name);",
        "import.meta.dirname;",
    ],
)
def test_a_form_that_cannot_be_joined_is_refused_by_its_name(line):
    with pytest.raises(ModuleError) as refused:
        read_module("core/strange.js", f"const a = 1;\n{line}\n")
    assert "core/strange.js" in str(refused.value)
    assert line in str(refused.value)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"main": 'import { a } from "./a.js";'}, "main.js imports a.js, which is not there"),
        (
            {"main": 'import { b } from "./a.js";', "a": "export const a = 1;"},
            "main.js imports b, which a.js does not export",
        ),
        (
            {"main": 'import { a } from "./a.js";', "a": 'import "./main.js";'},
            "a circle of imports: main.js -> a.js -> main.js",
        ),
    ],
)
def test_an_import_that_leads_nowhere_is_refused(texts, said):
    with pytest.raises(ModuleError, match=re.escape(said)):
        joined(modules(**texts), {}, "main.js")


@pytest.mark.parametrize("place", sorted(scripts()))
def test_every_script_of_the_player_is_javascript(place, tmp_path):
    path = tmp_path / "script.mjs"
    path.write_text(scripts()[place].text, encoding="utf-8")
    done = subprocess.run([NODE, "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


EXPORTS = """
globalThis.CSSStyleSheet = class { replace() { return Promise.resolve(this); } };
globalThis.fetch = () => Promise.resolve({ text: () => "", status: 500 });
globalThis.addEventListener = () => undefined;
globalThis.location = new URL("http://localhost/");
globalThis.document = { baseURI: location.href, addEventListener, getElementById: () => null };
globalThis.sessionStorage = { getItem: () => null };
const [places, joint] = JSON.parse(ASKED);
const kinds = (all) => Object.entries(all).map(([name, thing]) => `${name} ${typeof thing}`).sort();
const tables = [];
for (const first of joint ? FIRSTS : []) tables.push((await import(`./${first}`)).$modules);
const inTables = { get: (_, place) => tables.find((one) => one[place])?.[place] };
const $modules = joint ? new Proxy({}, inTables) : undefined;
const found = {};
for (const place of places) {
  const loaded = $modules?.[place] ?? (await import(`./${place}`));
  found[place] = kinds($modules?.[place] ?? loaded);
}
console.log(JSON.stringify(found));
process.exit();
"""


def exports(folder, files, places, joint):
    """What each module exports, and whether it is a function or an object, as Node.js has it."""
    asked = json.dumps(json.dumps([places, joint]))
    return json.loads(
        ran(
            folder,
            files,
            EXPORTS.replace("ASKED", asked).replace("FIRSTS", json.dumps([FIRST, PAGE, TRAIN])),
        )
    )


def test_every_module_of_the_player_exports_the_same_when_it_is_joined(tmp_path):
    """The parts are loaded first, so that the table then has every module."""
    plain = {n: b.decode() for n, b in static_files().items() if n.endswith(".js")}
    joint = {place: script.text for place, script in scripts().items()}
    places = [place for place in (*joint, *plain) if not place.endswith("/types.js")]
    found = exports(tmp_path / "joined", joint, places, True)
    assert found == exports(tmp_path / "plain", plain, places, False)
    assert len(found) > 100
