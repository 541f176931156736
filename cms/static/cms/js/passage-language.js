/* Marks words in the rich text editor as a passage in another language.

   A language is an inline style, "LANG-uk", so that links and terms may stand within. The button is
   that of an entity type whose source makes no entity: it asks for the language. */
(() => {
  const TYPE = "PASSAGE_LANGUAGE";
  const PREFIX = "LANG-";
  const { registerPlugin } = window.draftail;
  const { EditorState, Modifier } = window.DraftJS;
  const { Children, createElement, useEffect, useRef, useState } = window.React;

  const styleOf = (styles) => styles.find((style) => style.startsWith(PREFIX));
  const languageOf = (styles) => styleOf(styles)?.slice(PREFIX.length);

  // Where in `block` the passage around `offset` begins and ends; null where none is.
  function passageAround(block, offset) {
    const at = (position) => languageOf(block.getInlineStyleAt(position));
    const inside = [offset, offset - 1].find((position) => position >= 0 && at(position));
    if (inside === undefined) return null;
    let [start, end] = [inside, inside + 1];
    while (start > 0 && at(start - 1) === at(inside)) start -= 1;
    while (end < block.getLength() && at(end) === at(inside)) end += 1;
    return { anchorOffset: start, focusOffset: end, isBackward: false };
  }

  // The words to mark: what is selected, else the passage in which the caret stands.
  function wordsToMark(editorState) {
    const selection = editorState.getSelection();
    if (!selection.isCollapsed()) return selection;
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const passage = passageAround(block, selection.getStartOffset());
    return passage && selection.merge(passage);
  }

  function languageAt(editorState, selection) {
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    return languageOf(block.getInlineStyleAt(selection.getStartOffset()));
  }

  // The words of `selection` in the language `code`; in that of the text where it is empty.
  function marked(editorState, selection, codes, code) {
    const bare = codes.reduce(
      (content, other) => Modifier.removeInlineStyle(content, selection, PREFIX + other),
      editorState.getCurrentContent(),
    );
    const content = code ? Modifier.applyInlineStyle(bare, selection, PREFIX + code) : bare;
    return EditorState.push(editorState, content, "change-inline-style");
  }

  const byName = (one, other) =>
    one.name.localeCompare(other.name, document.documentElement.lang || undefined);

  const group = (label, languages) =>
    createElement(
      "optgroup",
      { label },
      languages.map(({ code, name }) => createElement("option", { key: code, value: code }, name)),
    );

  const button = (label, onClick, isSecondary) =>
    createElement(
      "button",
      { type: "button", className: `button${isSecondary ? " button-secondary" : ""}`, onClick },
      label,
    );

  // Who marks one word often marks the next of the same language: until the page is left.
  let lastChosen;

  const LanguageSource = ({ editorState, entityType, onComplete }) => {
    const { labels, languages } = entityType;
    const dialog = useRef(null);
    const list = useRef(null);
    const [isUndecided, setUndecided] = useState(false);
    const words = wordsToMark(editorState);
    const current = words && languageAt(editorState, words);
    const codes = languages.map(({ code }) => code);
    const close = () => onComplete(null);
    const mark = (code) => onComplete(marked(editorState, words, codes, code));
    const apply = () => {
      if (list.current.value) {
        lastChosen = list.current.value;
        mark(lastChosen);
      } else {
        setUndecided(true);
        list.current.focus();
      }
    };

    useEffect(() => {
      // React would begin with the first language, which Enter then chooses unseen.
      if (list.current) list.current.value = current ?? lastChosen ?? "";
      dialog.current.showModal();
      list.current?.focus();
    }, []);

    // Enter would send the form that the editor stands in.
    const onKeyDown = (event) => {
      if (event.key !== "Enter" || event.target !== list.current) return;
      event.preventDefault();
      apply();
    };
    const onCancel = (event) => {
      event.preventDefault();
      close();
    };

    const chooser = createElement(
      "select",
      {
        ref: list,
        size: 12,
        "aria-label": labels.title,
        "aria-describedby": "passage-language-help",
        "aria-invalid": isUndecided || undefined,
        onChange: () => setUndecided(false),
        onDoubleClick: apply,
      },
      group(labels.site, languages.filter(({ isOfSite }) => isOfSite)),
      group(labels.others, languages.filter(({ isOfSite }) => !isOfSite).sort(byName)),
    );
    const buttons = [
      words && button(labels.apply, apply),
      current && button(labels.remove, () => mark(""), true),
      button(labels.cancel, close, true),
    ].filter(Boolean);
    return createElement(
      "dialog",
      {
        ref: dialog,
        className: "passage-language-window",
        "aria-labelledby": "passage-language-title",
        onCancel,
        onKeyDown,
      },
      createElement("h2", { id: "passage-language-title", className: "w-h3" }, labels.title),
      createElement("p", { id: "passage-language-help" }, words ? labels.help : labels.nothing),
      words && chooser,
      createElement(
        "p",
        { role: "alert", className: "passage-language-error" },
        isUndecided && labels.undecided,
      ),
      createElement("div", { className: "passage-language-buttons" }, ...buttons),
    );
  };

  // Links and terms within a passage keep their own decoration: a character has one.
  function findPassages(block, callback) {
    block.findStyleRanges(
      (character) => !character.getEntity() && Boolean(styleOf(character.getStyle())),
      callback,
    );
  }

  // The browser's spell checker and screen readers learn the language while it is written.
  const Passage = ({ children }) => {
    const [leaf] = Children.toArray(children);
    return createElement(
      "span",
      { className: "passage-language", lang: languageOf(leaf.props.styleSet), dir: "auto" },
      children,
    );
  };

  const isShortcut = ({ ctrlKey, metaKey, shiftKey, altKey, code }) =>
    (ctrlKey || metaKey) && shiftKey && !altKey && code === "KeyL";
  const keyBindingFn = (event) => (isShortcut(event.nativeEvent ?? event) ? TYPE : undefined);

  // What is written behind a passage does not belong to it, unless its end is being rewritten.
  function onChange(editorState, { getEditorState }) {
    const selection = editorState.getSelection();
    const content = editorState.getCurrentContent();
    const isTyping = content !== getEditorState().getCurrentContent();
    if (isTyping || !selection.isCollapsed()) return editorState;
    const block = content.getBlockForKey(selection.getStartKey());
    const offset = selection.getStartOffset();
    const before = offset && languageOf(block.getInlineStyleAt(offset - 1));
    const after = offset < block.getLength() && languageOf(block.getInlineStyleAt(offset));
    if (!before || before === after) return editorState;
    const styles = editorState.getCurrentInlineStyle();
    const own = styles.filterNot((style) => style.startsWith(PREFIX));
    return EditorState.setInlineStyleOverride(editorState, own);
  }

  registerPlugin({ type: TYPE, source: LanguageSource }, "entityTypes");
  registerPlugin({ type: TYPE, strategy: findPassages, component: Passage }, "decorators");
  registerPlugin({ type: TYPE, keyBindingFn, onChange }, "plugins");
})();
