/** A local web page on which one picks a closing and sees it happen in one's own browser and in Adieu, side by side. */
package dev.adieu.websocket.demo.page;
