/* Links to products in rich text: chosen in the products' own chooser, kept by key. */
(() => {
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;
  const { createElement } = window.React;

  class ProductLinkSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.productChooser,
        urlParams: { locale: window.wagtailConfig.ACTIVE_CONTENT_LOCALE || '' },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { key: data.id, label: data.title, url: data.edit_url, follow: '' };
    }

    onChosen(data) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const content = editorState.getCurrentContent();
      const isInserted = selection.isCollapsed();
      const words = data.linkTitle || data.title;
      // Words that we put there follow the product's title; the editor's own never change.
      const values = { ...this.filterEntityData(data), follow: isInserted ? words : '' };
      const key = content.createEntity(entityType.type, 'MUTABLE', values).getLastCreatedEntityKey();
      const next = isInserted
        ? EditorState.push(
            editorState,
            Modifier.replaceText(content, selection, words, null, key),
            'insert-characters',
          )
        : RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(next);
    }
  }

  const ProductLink = (props) => {
    const { label, url } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(TooltipEntity, {
      ...props,
      icon: label ? '#icon-pick' : '#icon-warning',
      label: label || '—',
      url: url || null,
    });
  };

  registerPlugin({ type: 'PRODUCT_LINK', source: ProductLinkSource, decorator: ProductLink }, 'entityTypes');
})();
