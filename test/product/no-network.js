const dns = require('node:dns');
const net = require('node:net');

/** Loaded before the command: every attempt to reach a network is a fault, so that a test sees it. */
const refuse = () => {
  throw new Error('the network is closed');
};
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
dns.promises.lookup = refuse;
