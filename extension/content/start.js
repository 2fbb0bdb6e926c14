// Runs on the sites where the reader wants Hearsay to start by itself, and on no others.

hearsayPlatform.send({ type: "start" }).catch(() => {});
