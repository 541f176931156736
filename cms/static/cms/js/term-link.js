/* Links a word in the rich text editor to a concept of the glossary. */
(() => {
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;

  class TermSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.conceptChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    // Wagtail's own makes links whose words cannot be edited, unless it knows their type.
    onChosen({ concept, title }) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", { concept, label: title });
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const next = selection.isCollapsed()
        ? EditorState.push(
            editorState,
            Modifier.replaceText(content, selection, title, null, key),
            "insert-characters",
          )
        : RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(next);
    }
  }

  const { createElement } = window.React;
  const { Icon } = window.wagtail.components;

  const Term = (props) => {
    const { label, concept } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(TooltipEntity, {
      ...props,
      icon: createElement(Icon, { name: label ? "tag" : "warning" }),
      label: label || concept,
      url: null,
    });
  };

  registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
})();
