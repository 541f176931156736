// The texts of an editing form: where they stand, and how to change a few characters of one.
//
// A text is { control, path, table, text, write }. `path` names its place as the server does: the
// field, then the identifiers of blocks and the names of their parts. `table` says which part of a
// table it is; the server counts cells by their words.
(() => {
  "use strict";

  const PARAGRAPHS = "\n";
  const CONTROLS = 'input[type="text"][name], textarea[name], input[type="hidden"][name]';
  // An address is not for reading, and comments are not part of the text.
  const LEFT_OUT = '[data-controller~="w-slug"], [name^="comments-"]';
  // A kind of change of its own, so that Draft.js undoes the replacement and nothing else.
  const CHANGE = "insert-fragment";

  const PARTS_OF_TABLES = [
    [/-caption$/, "caption"],
    [/-column-\d+-heading$/, "heading"],
    [/-cell-\d+-\d+$/, "cell"],
  ];

  const valueOf = (form, name) => form.elements.namedItem(name)?.value;

  // The place of the control called `name`; null where its block or row is marked as deleted. A row
  // that has no key yet is named by its position.
  function pathOf(form, name) {
    const path = [];
    let prefix = "";
    let afterNumber = false;
    for (const part of name.split("-")) {
      prefix = prefix ? `${prefix}-${part}` : part;
      const isNumber = /^\d+$/.test(part);
      if (isNumber) {
        if (valueOf(form, `${prefix}-deleted`) || valueOf(form, `${prefix}-DELETE`)) return null;
        path.push(valueOf(form, `${prefix}-id`) || `#${part}`);
      } else if (!(afterNumber && part === "value")) {
        path.push(part);
      }
      afterNumber = isNumber;
    }
    return path.join(".");
  }

  // The path of the table that `control` is in, and its part: [name of the table, part].
  function tableOf(control) {
    if (!control.closest(".typed-table-block")) return [control.name, ""];
    const [pattern, part] = PARTS_OF_TABLES.find(([end]) => end.test(control.name)) ?? [/$/, ""];
    return [control.name.replace(pattern, ""), part];
  }

  function writePlain(control, start, end, words) {
    control.focus();
    control.setSelectionRange(start, end);
    // Deprecated, but the only way to make a change that the browser's own undo takes back.
    if (!document.execCommand("insertText", false, words)) {
      control.setRangeText(words, start, end, "end");
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const richBlocks = (editor) =>
    editor
      .getEditorState()
      .getCurrentContent()
      .getBlocksAsArray()
      .filter((block) => block.getType() !== "atomic");

  function writeRich(editor, start, end, words) {
    const { EditorState, Modifier, SelectionState } = window.DraftJS;
    const state = editor.getEditorState();
    let offset = start;
    for (const block of richBlocks(editor)) {
      if (offset <= block.getLength()) {
        const selection = SelectionState.createEmpty(block.getKey()).merge({
          anchorOffset: offset,
          focusOffset: offset + (end - start),
        });
        const changed = Modifier.replaceText(
          state.getCurrentContent(),
          selection,
          words,
          block.getInlineStyleAt(offset),
          block.getEntityAt(offset),
        );
        editor.onChange(EditorState.push(state, changed, CHANGE));
        editor.focus();
        return;
      }
      offset -= block.getLength() + PARAGRAPHS.length;
    }
  }

  function readText(form, control) {
    const editor = control.draftailEditor;
    const isRich = control.type === "hidden";
    if (isRich && !editor) return null;
    const write = isRich ? writeRich.bind(null, editor) : writePlain.bind(null, control);
    const text = isRich
      ? richBlocks(editor).map((block) => block.getText()).join(PARAGRAPHS)
      : control.value;
    const [name, table] = tableOf(control);
    return { control, path: pathOf(form, name), table, text, write };
  }

  // All texts of `form` that are not empty, in the order of the page.
  function collect(form) {
    return [...form.querySelectorAll(CONTROLS)]
      .filter((control) => !control.matches(LEFT_OUT))
      .map((control) => readText(form, control))
      .filter((text) => text && text.path !== null && text.text.trim());
  }

  // The dates that the form holds, by field: the article's own decides which terms apply.
  function collectDates(form) {
    const inputs = [...form.querySelectorAll('input[type="text"][name]')];
    const dates = inputs.filter((input) => /^\d{4}-\d{2}-\d{2}$/.test(input.value));
    return Object.fromEntries(dates.map((input) => [input.name, input.value]));
  }

  // The offset in `text` of the code point at `position`: the server counts code points.
  const offsetOf = (text, position) => Array.from(text).slice(0, position).join("").length;

  window.terminologyTexts = { collect, collectDates, offsetOf };
})();
