// The page that greets whoever installs Hearsay: what to press, and what the three marks mean.

for (const node of document.querySelectorAll("[data-text]")) {
  node.textContent = hearsayPlatform.text(node.getAttribute("data-text") ?? "");
}
document.documentElement.lang = hearsayPlatform.language();
