// Sends to the extension that the page names every message there is, and tells the page whether any was answered.
addEventListener("click", async () => {
  const { victim } = document.documentElement.dataset;
  if (!victim) return;
  const snapshot = { url: "", title: "", lang: "", meta: [], json_ld: [], elements: [], texts: [], typed: 0, truncated: false };
  const messages = [
    { type: "analyze", reading: 1, snapshot },
    { type: "early", reading: 1, answer: { state: "failed" } },
    { type: "changed", state: "off", sources: 0 },
    { type: "state" },
    { type: "show", attribution: 0 },
    { type: "toggle" },
    { type: "step", by: 1 },
    { type: "refused", tab: 1 },
    "toggle",
    null,
  ];
  const answers = [];
  for (const message of messages) {
    answers.push(
      await Promise.race([
        chrome.runtime.sendMessage(victim, message).then((answer) => (answer === undefined ? "refused" : "answered"), () => "refused"),
        new Promise((done) => setTimeout(() => done("refused"), 500)),
      ]),
    );
  }
  document.documentElement.dataset.answers = answers.join(" ");
});
