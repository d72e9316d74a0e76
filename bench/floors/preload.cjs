// Shows the texts of the main process as they are.

const { ipcRenderer } = require('electron');

ipcRenderer.on('text', (_event, text) => {
  const element = document.getElementById('text');
  if (element !== null) element.textContent = text;
});
