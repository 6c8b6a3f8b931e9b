"""Types, imports, reload, and values that cells share."""
import os
import tempfile
import unittest

from session import SessionTest

FOLDER = tempfile.mkdtemp()
NOTEBOOKS = os.path.join(FOLDER, "notebooks")
SHARED = os.path.join(FOLDER, "common")
for folder in (NOTEBOOKS, SHARED):
    os.makedirs(folder)


def write(name, text):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


class Language(SessionTest):
    folder = NOTEBOOKS

    def test_type_errors_stop_the_cell_before_it_runs(self):
        error = self.failure("console.log('ran');\nconst x: string = 3;")
        self.assertEqual(error["ename"], "TypeScriptError")
        self.assertIn(":2:7 - TS2322", error["evalue"])
        self.assertIn("^", "".join(error["traceback"]))

    def test_unfinished_cells_are_syntax_errors(self):
        for code in ("1 +", "f(", "`open", "if (true) {"):
            error = self.failure(code)
            self.assertEqual(error["ename"], "SyntaxError")
            self.assertIn("TS1", error["evalue"])

    def test_lists_that_start_empty_can_grow_in_later_cells(self):
        self.value("let list = []")
        self.assertEqual(self.value("list.push('x'); list"), "[ 'x' ]")

    def test_strict_by_default(self):
        self.assertIn("TS18047", self.failure("const n = null as number | null; n.toFixed()")["evalue"])

    def test_declarations_may_be_repeated_with_other_types_and_kinds(self):
        for code, value in [
            ("let thing = 1; thing", "1"),
            ("const thing = 'a'; thing", "'a'"),
            ("function thing() { return 2 }; thing()", "2"),
            ("class thing { z = 3 }; new thing().z", "3"),
            ("enum thing { A, B }; thing.B", "1"),
            ("var thing = [1]; thing[0]", "1"),
            ("thing.push(2)", "2"),
        ]:
            self.assertEqual(self.value(code), value)
        self.assertIn("TS2345", self.failure("thing.push('x')")["evalue"])

    def test_constants_cannot_be_assigned_in_later_cells(self):
        self.value("const fixed = 1")
        self.assertIn("TS2588", self.failure("fixed = 2")["evalue"])

    def test_functions_see_what_later_cells_assign(self):
        self.value("let level = 1; const read = () => level;")
        self.value("level = 7")
        self.assertEqual(self.value("read()"), "7")

    def test_local_files_reload_and_other_state_is_kept(self):
        write("common/base.ts", "export const base = 0;\n")
        write("common/util.ts", "import { base } from './base';\nexport const twice = (x: number): number => 2 * x + base;\n")
        self.assertEqual(self.value("import { twice } from '../common/util';\nlet state = 5; twice(state)"), "10")
        write("common/base.ts", "export const base: number = 100;\n")
        self.assertEqual(self.value("[twice(1), state]"), "[ 102, 5 ]")
        write("common/util.ts", "export const twice = (x: string): string => x + x;\n")
        self.assertEqual(self.value("twice('ab')"), "'abab'")
        self.assertIn("TS2345", self.failure("twice(1)")["evalue"])

    def test_a_local_file_that_is_gone_is_missed_by_what_imports_it_only(self):
        write("common/gone.ts", "export const here = (): string => 'still here';\n")
        self.assertEqual(self.value("import { here } from '../common/gone'; here()"), "'still here'")
        os.remove(os.path.join(FOLDER, "common/gone.ts"))
        self.assertEqual(self.value("1 + 1"), "2")
        self.assertEqual(self.value("here()"), "'still here'")
        self.assertRegex(self.failure("import { here } from '../common/gone'; here()")["evalue"], "TS2307.*common/gone")
        write("common/gone.ts", "export const here = (): number => 2;\n")
        self.assertEqual(self.value("import { here } from '../common/gone'; here() + 1"), "3")

    def test_a_local_file_that_awaits_at_its_top_level_is_refused_with_a_remedy(self):
        write("common/late.ts", "const x = 1;\nexport const late = await Promise.resolve(x);\n")
        error = self.failure("import { late } from '../common/late'; late")
        self.assertRegex(error["evalue"], r"late\.ts:2 - .*cannot await.*async function")

    def test_unchecked_cells_run(self):
        self.assertEqual(self.value("// @ts-nocheck\nlet loose = 1; loose = 'text'; loose"), "'text'")

    def test_mutable_exports_are_live(self):
        write("common/count.ts", "export let count = 0;\nexport function bump(): void { count++; }\n")
        self.assertEqual(self.value("import { count, bump } from '../common/count';\nbump(); count"), "1")
        self.assertEqual(self.value("bump(); ({ count })"), "{ count: 2 }")
        self.assertEqual(self.value("((count: number) => count)(9)"), "9")

    def test_errors_in_local_files_show_their_lines(self):
        write("common/bad.ts", "interface A { x: number }\n\nexport function fail(): never {\n  throw new RangeError('no');\n}\n")
        error = self.failure("import { fail } from '../common/bad';\n\nfail();")
        self.assertIn("bad.ts:4:9", "".join(error["traceback"]))
        self.assertRegex("".join(error["traceback"]), r"In\[\d+\]:3:1")

    def test_type_errors_in_local_files_stop_the_cells_that_reach_them(self):
        write("common/inner.ts", "export const inner: number = 1;\n")
        write("common/outer.ts", "import { inner } from './inner';\nexport const outer = (): number => inner + 1;\n")
        self.assertEqual(self.value("import { outer } from '../common/outer';\nouter()"), "2")
        write("common/inner.ts", "\nexport const inner: number = 'one';\n")
        error = self.failure("let ran = true; outer()")
        self.assertEqual(error["ename"], "TypeScriptError")
        self.assertRegex(error["evalue"], r"^\.\./common/inner\.ts:2:14 - TS2322")
        self.assertIn("'one'", "".join(error["traceback"]))
        self.assertIn("TS2304", self.failure("ran")["evalue"])
        self.assertEqual(self.value("let apart = 3; apart"), "3", "a cell that does not reach the file runs")
        write("common/inner.ts", "export const inner: number = 10;\n")
        self.assertEqual(self.value("outer()"), "11")

    def test_packages_of_every_kind(self):
        write("notebooks/node_modules/common/index.js", "exports.a = 1;")
        write("notebooks/node_modules/common/package.json", '{"name":"common","version":"1.0.0"}')
        write("notebooks/node_modules/modern/index.mjs", "export const b = 2; export default 3;")
        write("notebooks/node_modules/modern/package.json", '{"name":"modern","exports":{"import":"./index.mjs"}}')
        write("notebooks/node_modules/waits/index.mjs", "export const c = await Promise.resolve(4);")
        write("notebooks/node_modules/waits/package.json", '{"name":"waits","exports":"./index.mjs"}')
        write("notebooks/data.json", '{"d": [5]}')
        self.assertEqual(
            self.value(
                "import { a } from 'common'; import three, { b } from 'modern'; import { c } from 'waits';\n"
                "import data from './data.json'; [a, b, three, c, data.d[0]]"
            ),
            "[ 1, 2, 3, 4, 5 ]",
        )

    def test_the_library_resolves_anywhere(self):
        self.assertEqual(
            self.value("import { DomainError } from 'descentlab/core/errors'; new DomainError('x').name"), "'DomainError'"
        )

    def test_tslab_cells_work_unchanged(self):
        outcome = self.run_cell(
            "import * as tslab from 'tslab';\nconst d = tslab.newDisplay(); d.html('<b>1</b>'); d.html('<b>2</b>');"
        )
        first, second = outcome.of("display_data")[0], outcome.of("update_display_data")[0]
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual(second["data"], {"text/html": "<b>2</b>"})

    def test_completion_knows_earlier_cells_and_inspection_shows_doc_comments(self):
        self.value("/** Half of it.\n * @param x a number */\nfunction half(x: number) { return x / 2 }\nconst box = { width: 1 };")
        self.assertEqual(self.kc.complete("box.wi", reply=True, timeout=10)["content"]["matches"], ["width"])
        data = self.kc.inspect("half(", 5, reply=True, timeout=10)["content"]["data"]
        self.assertIn("Half of it.", data["text/plain"])
        self.assertIn("a number", data["text/markdown"])

    def test_paths_of_imports_complete(self):
        write("common/util_paths.ts", "export const one = 1;\n")
        for code in ["import { one } from '../common/util_p", "import fs from 'node:fs/pro"]:
            content = self.kc.complete(code, len(code), reply=True, timeout=10)["content"]
            completed = code[: content["cursor_start"]] + content["matches"][0]
            self.assertIn(completed, ["import { one } from '../common/util_paths", "import fs from 'node:fs/promises"])

    def test_inspection_finds_no_unknown_names(self):
        self.kc.inspect("nobodyKnowsThis")
        self.assertFalse(self.kc.get_shell_msg(timeout=30)["content"]["found"])

    def test_inspection_shows_names_of_other_places_as_they_are_there(self):
        def shown(code):
            return self.kc.inspect(code, len(code), reply=True, timeout=10)["content"]["data"]["text/plain"]

        write("common/origin.ts", "first();\nfunction first(): void {}\n/** Next. */\nexport const successor = (x: number): number => x + 1;\n")
        self.value(
            "import * as whole from '../common/origin'; import { successor } from '../common/origin';\n"
            "class Shape { sides = 3 }\nfunction third(x: number) { return x / 3 }\nconst side = 3;"
        )
        self.assertEqual(shown("third("), "function third(x: number): number")
        self.assertEqual(shown("third"), "function third(x: number): number")
        self.assertEqual(shown("new Shape"), "class Shape")
        self.assertEqual(shown("side"), "const side: 3")
        self.assertEqual(shown("successor("), "const successor: (x: number) => number\n\nNext.")
        self.assertRegex(shown("whole"), r"^\(?(alias|import|namespace|module)")
        self.assertNotIn("first", shown("whole"))

    def test_emoji_before_the_cursor(self):
        code = "const s = '\U0001f600'; Math.sqr"
        reply = self.kc.complete(code, len(code), reply=True, timeout=10)["content"]
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["sqrt"], len(code) - 3, len(code)))

    def test_traces_and_proxies_print(self):
        outcome = self.run_cell("console.trace('here'); new Proxy({ a: 1 }, { get() { throw new Error('no'); } })")
        self.assertRegex(outcome.text, r"^Trace: here\n    at In\[\d+\]:1:9")
        self.assertEqual(outcome.result, "{ a: 1 }")

    def test_typed_arrays_print_short_and_exact(self):
        self.assertEqual(self.value("new Float64Array([0.1, 1 / 3, NaN, -0])"), "Float64Array(4) [0.1, 0.3333333333333333, NaN, -0]")
        self.assertRegex(self.value("new Float64Array(1e6)"), r"^Float64Array\(1000000\) \[0, .*999988 more\]$")

    def test_user_expressions_and_silence(self):
        outcome = self.run_cell("let ue = 2", user_expressions={"ok": "ue * 3", "bad": "nowhere"})
        self.assertEqual(outcome.reply["user_expressions"]["ok"]["data"]["text/plain"], "6")
        self.assertEqual(outcome.reply["user_expressions"]["bad"]["status"], "error")
        silent = self.run_cell("ue", silent=True)
        self.assertEqual([m["msg_type"] for m in silent.messages], ["status", "status"])


class Names(SessionTest):
    folder = NOTEBOOKS

    def test_names_of_global_objects_are_the_notebooks_own_and_nobody_elses(self):
        self.value("import { createRequire } from 'node:module'; const before = () => new Map([[1, 2]]).size;")
        self.value("const Map = [1, 2, 3], Error = 0.05; let Math = { sqrt: (x: number) => -x };")
        self.value("class Set { size = 7 }\nfunction JSON() { return 'mine'; }\nlet Promise = 1, Object = 'o';")
        self.assertEqual(self.value("[Map.length, Error, Math.sqrt(4), new Set().size, JSON()]"), "[ 3, 0.05, -4, 7, 'mine' ]")
        self.assertEqual(self.value("Math = { sqrt: (x) => x + 1 }; ({ Math } = { Math }); [Math].map((Map) => Map.sqrt(1))"), "[ 2 ]")
        self.assertEqual(self.value("before() + [1].map(() => Promise)[0]!"), "2")
        self.assertEqual(self.failure("null as never as string[][0]; (undefined as any).x")["ename"], "TypeError")
        write("common/early.ts", "export const sizes = [new Set([1]).size, Math.max(1, 2), JSON.stringify({})];\n")
        self.assertEqual(self.value("import { sizes } from '../common/early'; await 0; sizes"), "[ 1, 2, '{}' ]")
        self.assertEqual(self.value("import * as Array from '../common/early'; let Number = 1; Number + Map.length + Array.sizes.length"), "7")


class Project(SessionTest):
    """A project's tsconfig is honoured."""

    folder = os.path.join(FOLDER, "loose", "deep")

    @classmethod
    def setUpClass(cls):
        write("loose/tsconfig.json", '{ "compilerOptions": { "strict": false, "paths": { "@lib/*": ["./lib/*"] } } }')
        write("loose/lib/one.ts", "export const one = 1;\n")
        os.makedirs(cls.folder)
        super().setUpClass()

    def test_its_options_hold(self):
        self.assertEqual(self.value("const z: number = null; z"), "null")

    def test_its_paths_resolve(self):
        self.assertEqual(self.value("import { one } from '@lib/one'; one"), "1")


if __name__ == "__main__":
    unittest.main()
