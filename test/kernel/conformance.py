"""The official test suite of Jupyter kernels on this kernel: every optional sample is given."""
import unittest

import jupyter_kernel_test

HTML = "import { display } from 'tslab';\ndisplay.html('<b>bold</b>');"


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "descentlab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world');"
    code_stderr = "console.error('to stderr');"
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt"}},
        {"text": "const word = 'a';\nword.toUpper", "matches": {"toUpperCase"}},
        {"text": "Number.isSa", "matches": {"isSafeInteger"}},
    ]
    complete_code_samples = ["1", "const x: number = 1;", "function f(): void {\n}", "`${1}`"]
    incomplete_code_samples = ["function f(", "if (true) {", "const x = [1,", "/* comment", "`text", "const y ="]
    invalid_code_samples = ["const 1 = 2;", "import = 7q", ") + 1"]
    code_page_something = "page('a long text');"
    code_generate_error = "throw new Error('expected');"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "[1, 2].map((x) => 2 * x)", "result": "[ 2, 4 ]"},
        {"code": "6 * 7;", "result": "42"},
        {"code": "await Promise.resolve(42)", "result": "42"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<i>x</i>' }) })",
            "result": "<i>x</i>",
            "mime": "text/html",
        },
    ]
    code_display_data = [
        {"code": HTML, "mime": "text/html"},
        {"code": "display.markdown('*x*')", "mime": "text/markdown"},
        {"code": "display.svg('<svg/>')", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "6 [*] 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "(globalThis as any)[Symbol.for('descentlab.host')].clearOutput();"

    def test_history_search_counts(self):
        """The pattern of the suite's search is a glob: a negative control."""
        reply = self.history_helper(
            ["1 + 1"], output=False, raw=True, hist_access_type="search", pattern="no such input*"
        )
        self.assertEqual(reply["content"]["history"], [])


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "descentlab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
