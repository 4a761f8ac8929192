"use strict";

const config = JSON.parse(document.getElementById("explorer-config").textContent);
// GraphiQL fills the editors of the first tab from here, and remembers all tabs from then on.
const isFirstVisit = localStorage.getItem("graphiql:tabState") === null;
const opening = isFirstVisit ? { query: config.tabs[0].query, variables: config.tabs[0].variables } : {};

ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, {
    ...opening,
    fetcher: GraphiQL.createFetcher({ url: config.endpoint }),
    defaultTabs: config.tabs,
    defaultEditorToolsVisibility: "variables",
  }),
);
