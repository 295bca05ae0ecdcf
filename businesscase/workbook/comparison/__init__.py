"""The workbook of several cases side by side."""
