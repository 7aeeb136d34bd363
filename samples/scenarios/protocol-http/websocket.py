"""websocket.py serve ADDRESS PORT | talk URL: an echo over WebSocket, by the websockets library."""

import asyncio
import sys

import websockets


async def echo(socket, _path=None):
    async for message in socket:
        await socket.send(message)


async def serve(address, port):
    async with websockets.serve(echo, address, int(port)):
        await asyncio.Future()


async def talk(url):
    async with websockets.connect(url) as socket:
        for message in ("hello", b"\x00\x01\x02\x03", "goodbye" * 30):
            await socket.send(message)
            await socket.recv()


asyncio.run(serve(*sys.argv[2:]) if sys.argv[1] == "serve" else talk(sys.argv[2]))
