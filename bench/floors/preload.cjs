// Shows the texts of the main process as they are, each in the element of its name.

const { ipcRenderer } = require('electron');

ipcRenderer.on('text', (_event, texts) => {
  for (const [id, text] of Object.entries(texts)) {
    const element = document.getElementById(id);
    if (element !== null) element.textContent = text;
  }
});
