"use strict";

const config = JSON.parse(document.getElementById("explorer-config").textContent);

ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: config.endpoint }),
    defaultTabs: config.tabs,
    defaultEditorToolsVisibility: "variables",
  }),
);
